"""The counter behind the 索引号: it only goes up, so a number is never given twice, even after a withdrawal."""

from django.db import models


class IndexSerial(models.Model):
    organ = models.ForeignKey("organs.Organ", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organ", "year"], name="one_serial_for_an_organ_and_year")]

    def __str__(self) -> str:
        return f"{self.organ} {self.year}: {self.last}"
