"""What can go wrong while a sample is written.

Failure
└── SampleFailure   the folder is taken or cannot be written
"""

from terminal import Failure


class SampleFailure(Failure):
    """The sample could not be written, and nothing of it is left behind."""
