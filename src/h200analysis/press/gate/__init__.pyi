from .refusal import GateError as GateError
from .refusal import refuse as refuse
from .verdict import Work as Work
from .verdict import reasons as reasons
