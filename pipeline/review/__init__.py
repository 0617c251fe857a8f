"""What people say of facts: kept in a file beside the dataset, applied to every reading of its plans, and put by them through pages of this machine.

``anchors`` finds the fact that a line is about, ``values`` says what a fact holds and writes it back, ``applying`` makes the corrected plan and
``consequences`` what follows from it; all four are pure. ``ledger`` is the file, ``awaiting`` what is still to be looked at, ``gold`` the way out
to ``kehoach evaluate``. The rest are the command and its pages.
"""
