"""Working time: the calendar, the reaction deadline and whether support is open."""

from wizard.worktime.deadline import Deadline, Step, deadline
from wizard.worktime.service_status import ServiceStatus, service_status
from wizard.worktime.working_calendar import CalendarYear, WorkingCalendar, calendar_warning
from wizard.worktime.working_time import WorkingTime, read_working_time

__all__ = [
    "CalendarYear",
    "Deadline",
    "ServiceStatus",
    "Step",
    "WorkingCalendar",
    "WorkingTime",
    "calendar_warning",
    "deadline",
    "read_working_time",
    "service_status",
]
