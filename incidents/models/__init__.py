"""Incidents, areas of interest, and the alerts that come of both."""

from incidents.models.alerts import Alert
from incidents.models.areas import AreaOfInterest
from incidents.models.incidents import Incident, Severity

__all__ = ["Alert", "AreaOfInterest", "Incident", "Severity"]
