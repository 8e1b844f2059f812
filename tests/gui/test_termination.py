"""Ending the program when the system asks for it."""

from __future__ import annotations

import signal

import pytest
from PySide6.QtCore import QCoreApplication, QTimer

from gui.termination import Termination


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_event_loop_ends_when_the_system_asks(qapp, number):
    termination = Termination(qapp)
    QTimer.singleShot(0, lambda: signal.raise_signal(number))
    assert QCoreApplication.exec() == 0
    termination.remove()


def test_the_signals_are_given_back(qapp):
    before = signal.getsignal(signal.SIGINT)
    termination = Termination(qapp)
    assert signal.getsignal(signal.SIGINT) != before
    termination.remove()
    assert signal.getsignal(signal.SIGINT) is before
