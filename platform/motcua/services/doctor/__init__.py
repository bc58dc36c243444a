"""What the doctor finds: one line for each thing looked at, with how bad it is and what to do.

Looking changes nothing: no key is made, no schema upgraded, no database started. Each examination stands alone, so that
one that can't be done is a finding and the others are made all the same.
"""

from motcua.services.doctor.finding import Finding, Level, Report, examined
from motcua.services.doctor.looking import examine

__all__ = ["Finding", "Level", "Report", "examine", "examined"]
