"""The words of public titles: what somebody may have meant. Each is asked of the index again before it is offered."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Word(models.Model):
    word = models.CharField(max_length=16, primary_key=True)
    sound = models.CharField(max_length=100, db_index=True)  # syllables without tones, parted by blanks

    class Meta:
        verbose_name = _("标题用词")
        verbose_name_plural = _("标题用词")

    def __str__(self) -> str:
        return self.word
