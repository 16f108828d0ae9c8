"""What users bring: found, read in a stream, checked row by row, and kept in a folder by name.

    lines     a table of text in blocks, whatever its encoding, separator and line ends
    archive   which members of a folder or zip are BACI's, and which country each number is
    baci      the rows of a year
    table     a plain table of flows
    sets      the folders that all of it is kept in

Nothing is taken from a row that isn't right as it stands: the file, the row, what is written there
and what would be right are told.
"""
