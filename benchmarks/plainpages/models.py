from django.db import models
from wagtail.fields import RichTextField
from wagtail.models import Page


class ArticlePage(Page):
    body = RichTextField(blank=True)
    index_number = models.CharField(max_length=64, blank=True)
    document_number = models.CharField(max_length=80, blank=True)
    genre = models.CharField(max_length=20, blank=True, db_index=True)
    published_on = models.DateField(null=True, db_index=True)
