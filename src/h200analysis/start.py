"""Where the h200 command begins and ends: an interrupt outside of it prints no traceback either."""

import gc
import signal

_NEW = (
    100_000  # objects between two looks for what may go; after each 700 a tenth of a start is that
)


def main() -> None:
    """Run the command; an interrupt while it is loaded just ends it, and none disturbs its end."""
    is_heard = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if is_heard:  # else whoever started it, as nohup does, wants it to go on
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    gc.set_threshold(_NEW)
    from h200analysis.cli import main as command

    try:
        if is_heard:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        command()
    finally:
        gc.freeze()  # or Python looks through all that was loaded as it ends
        if is_heard:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
