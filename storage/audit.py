"""Is the ledger whole? Looks at the books, beside a running bot too, and changes nothing."""

from __future__ import annotations

from contextlib import closing

from generation.errors import DataBroken
from storage.folder import DataFolder
from storage.keys import witnessed
from storage.ledger import Verdict, verify_chain
from storage.opening import connect_to_read, own_database_errors


def audit(folder: DataFolder) -> Verdict:
    """Walk the chain, and compare it with the row that the keys know as the last.

    Raises:
        DataBroken: There are ``no-books``, or they cannot be read.
        NotPermitted: The folder may not be read.
    """
    if not folder.db.exists():
        raise DataBroken("no-books", folder=str(folder.root))
    witness = witnessed(folder.keys_db) if folder.keys_db.exists() else None
    with own_database_errors(folder.db), closing(connect_to_read(folder.db)) as books:
        return verify_chain(books, witness)
