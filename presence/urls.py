"""The address of the user list."""

from django.urls import path

from presence import views

urlpatterns = [path("", views.show_home, name="home")]
