"""A form that is guarded, and does its work once however often its button is pressed."""

from collections.abc import Callable

from gongkai.doorkeeping import actions, guard, queries


class GuardedForm:
    """Put before forms.Form or forms.ModelForm, and set `guard_purpose` (letters, digits, hyphens).

        class ApplicationForm(GuardedForm, forms.Form):
            guard_purpose = "apply"

    The template has `{% include "doorkeeping/_guard.html" with guard=form.guard %}` above its button. The guard is asked
    when everything else is in order; its sentence stands in non_field_errors and `guard.error`. Then, in the view:

        outcome = form.submit_once(lambda: f"application:{register(...).pk}")   # redirect to outcome.result
    """

    guard_purpose = ""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self._sent = guard.sent(self.data, self.guard_purpose) if self.is_bound else None
        self.guard = self._sent.again() if self._sent else guard.Guard(self.guard_purpose)

    def full_clean(self) -> None:
        super().full_clean()
        if not self.is_bound or self.has_been_submitted:
            return
        if self.errors:
            self.guard = self.guard.again(is_answered=guard.answered(self.data, self._sent))
            return
        by = guard.all_that_was_sent(self.data, self.files)
        verdict = guard.judge(self.data, self._sent, self.guard_purpose, by=by)
        if not verdict.allowed:
            self.guard = self.guard.again(asks=True, error=verdict.sentence)
            self.add_error(None, verdict.sentence)

    @property
    def submission(self) -> str:
        """What names this sending of this form: the rendering it came from, or its content when that is not known."""
        return self._sent.submission if self._sent else guard.all_that_was_sent(self.data, self.files)

    @property
    def has_been_submitted(self) -> bool:
        """Whether this very form led to a result before: then `submit_once` gives that result."""
        return queries.recall(self.submission) is not None

    def submit_once(self, act: Callable[[], str]) -> actions.Outcome:
        """Do `act` (which returns a reference of at most 200 characters) unless this very form was submitted before."""
        return actions.submit_once(self.submission, act)
