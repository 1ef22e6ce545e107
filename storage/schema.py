"""The tables of the books as migrations make them; moments are microseconds, UTC."""

from __future__ import annotations

FIRST = (
    """
    CREATE TABLE members (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, locale TEXT NOT NULL, adult_at INTEGER
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE TABLE told (member TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    """
    CREATE TABLE chats (
        id TEXT PRIMARY KEY, title TEXT NOT NULL, private INTEGER NOT NULL,
        opened INTEGER NOT NULL, paused INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE memberships (
        chat TEXT NOT NULL, member TEXT NOT NULL, role TEXT NOT NULL, called TEXT,
        allowed_at INTEGER,
        PRIMARY KEY (chat, member), UNIQUE (chat, called)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX memberships_member ON memberships (member)",
    """
    CREATE TABLE cameos (
        owner TEXT PRIMARY KEY, kind TEXT NOT NULL, verified INTEGER NOT NULL,
        likeness TEXT NOT NULL, portrait TEXT NOT NULL, voice_sample TEXT, audience TEXT NOT NULL,
        ask TEXT NOT NULL, face INTEGER NOT NULL, voice INTEGER NOT NULL, persona TEXT NOT NULL,
        limits TEXT NOT NULL, epoch INTEGER NOT NULL, made_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE grants (
        id TEXT PRIMARY KEY, subject TEXT NOT NULL, grantee TEXT, chat TEXT,
        voice INTEGER NOT NULL, uses_left INTEGER CHECK (uses_left >= 0), until INTEGER,
        epoch INTEGER NOT NULL, origin TEXT NOT NULL, made_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX grants_until ON grants (until) WHERE until IS NOT NULL",
    "CREATE INDEX grants_subject ON grants (subject, made_at)",
    """
    CREATE TABLE blocks (
        subject TEXT NOT NULL, asker TEXT NOT NULL, PRIMARY KEY (subject, asker)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE films (
        id TEXT PRIMARY KEY, chat TEXT NOT NULL, thread TEXT, requester TEXT NOT NULL,
        sentence TEXT NOT NULL, locale TEXT NOT NULL, seed INTEGER NOT NULL,
        mentions TEXT NOT NULL, recording TEXT, remix_of TEXT REFERENCES films (id),
        root TEXT NOT NULL, paper TEXT, paper_sha256 TEXT NOT NULL, title TEXT NOT NULL,
        reading TEXT NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL,
        hidden INTEGER NOT NULL, made_at INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX films_requester ON films (requester, made_at)",
    "CREATE INDEX films_chat ON films (chat, made_at)",
    "CREATE INDEX films_remix_of ON films (remix_of)",
    """
    CREATE TABLE film_parts (
        film TEXT NOT NULL REFERENCES films (id), token TEXT NOT NULL, name TEXT NOT NULL,
        stand_in TEXT NOT NULL, member TEXT, state TEXT NOT NULL, basis TEXT, grant_id TEXT,
        epoch INTEGER NOT NULL, voice INTEGER NOT NULL, asked_at INTEGER,
        PRIMARY KEY (film, token)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX film_parts_member ON film_parts (member) WHERE member IS NOT NULL",
    "CREATE INDEX film_parts_asked ON film_parts (asked_at) WHERE state = 'asked'",
    """
    CREATE TABLE remix_edges (
        child TEXT PRIMARY KEY REFERENCES films (id), parent TEXT NOT NULL REFERENCES films (id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX remix_edges_parent ON remix_edges (parent)",
    """
    CREATE TABLE clips (
        id TEXT PRIMARY KEY, film TEXT NOT NULL REFERENCES films (id), cut TEXT NOT NULL,
        blob TEXT NOT NULL, poster TEXT NOT NULL, subtitles TEXT NOT NULL, timeline TEXT NOT NULL,
        width_px INTEGER NOT NULL, height_px INTEGER NOT NULL, duration_s REAL NOT NULL,
        fingerprint BLOB NOT NULL, sha256 TEXT NOT NULL, source_type TEXT NOT NULL,
        engine TEXT NOT NULL, voice TEXT NOT NULL, seconds REAL NOT NULL, made_at INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX clips_film ON clips (film, made_at)",
    """
    CREATE TABLE jobs (
        id TEXT PRIMARY KEY, film TEXT NOT NULL REFERENCES films (id), cut TEXT, viewer TEXT,
        chat TEXT NOT NULL, member TEXT NOT NULL, state TEXT NOT NULL, cost_s REAL NOT NULL,
        attempt INTEGER NOT NULL, lease_until INTEGER, reason TEXT NOT NULL,
        made_at INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX jobs_film ON jobs (film, made_at)",
    "CREATE INDEX jobs_state ON jobs (state, made_at, id)",
    """
    CREATE TABLE outbox (
        slot TEXT PRIMARY KEY, chat TEXT NOT NULL, kind TEXT NOT NULL, object TEXT NOT NULL,
        thread TEXT, viewer TEXT, body TEXT NOT NULL, revision INTEGER NOT NULL,
        published INTEGER NOT NULL, message TEXT, not_before INTEGER, attempts INTEGER NOT NULL,
        gone INTEGER NOT NULL, turn INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX outbox_turn ON outbox (turn)",
    "CREATE INDEX outbox_message ON outbox (chat, message)",
    "CREATE TABLE erasures (owner TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE INDEX outbox_due ON outbox (turn) WHERE published < revision AND NOT gone",
    """
    CREATE TABLE buttons (
        id TEXT PRIMARY KEY, verb TEXT NOT NULL, object TEXT NOT NULL, slot TEXT NOT NULL,
        chat TEXT NOT NULL, allowed TEXT, single_use INTEGER NOT NULL, expires_at INTEGER,
        used_at INTEGER
    ) STRICT
    """,
    "CREATE INDEX buttons_slot ON buttons (slot, verb, object)",
    """
    CREATE TABLE ledger (
        seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, actor TEXT NOT NULL,
        subject TEXT NOT NULL, object TEXT NOT NULL, data_sha256 TEXT NOT NULL,
        prev TEXT NOT NULL, hash TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX ledger_actor ON ledger (actor) WHERE actor <> ''",
    "CREATE INDEX ledger_subject ON ledger (subject) WHERE subject <> ''",
    """
    CREATE TABLE receipts (
        seq INTEGER PRIMARY KEY REFERENCES ledger (seq), salt BLOB NOT NULL, data TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE reactions (
        film TEXT NOT NULL REFERENCES films (id), member TEXT NOT NULL,
        value TEXT NOT NULL CHECK (value IN ('like', 'dislike')),
        PRIMARY KEY (film, member)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE reports (
        film TEXT NOT NULL REFERENCES films (id), member TEXT NOT NULL, at INTEGER NOT NULL,
        closed INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (film, member)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE enrolments (
        member TEXT PRIMARY KEY, state TEXT NOT NULL, origin TEXT, resume TEXT NOT NULL,
        face INTEGER NOT NULL, voice INTEGER NOT NULL, release TEXT NOT NULL, kind TEXT NOT NULL,
        digits TEXT NOT NULL, tries INTEGER NOT NULL, likeness TEXT, portrait TEXT,
        voice_sample TEXT, verified INTEGER NOT NULL, test_film TEXT NOT NULL,
        preview TEXT, at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX enrolments_state ON enrolments (state)",
    """
    CREATE TABLE inbox (
        event TEXT PRIMARY KEY, at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX inbox_at ON inbox (at)",
)

VERSIONS = (
    "ALTER TABLE films ADD COLUMN change TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE clips ADD COLUMN panels TEXT",
)

QUOTED = ("ALTER TABLE films ADD COLUMN quoted TEXT",)

SMALLER = (
    "ALTER TABLE jobs ADD COLUMN room_bytes INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE clips ADD COLUMN fit TEXT NOT NULL DEFAULT 'as_made'",
)

SHIELDS = (
    "ALTER TABLE films ADD COLUMN covered INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE cameos ADD COLUMN protected INTEGER NOT NULL DEFAULT 0",
)

LATE_CALLS = (
    "ALTER TABLE outbox ADD COLUMN late INTEGER",
    "CREATE INDEX outbox_late ON outbox (late) WHERE late IS NOT NULL",
)

OCCASIONS = ("ALTER TABLE outbox ADD COLUMN occasion TEXT NOT NULL DEFAULT ''",)

DOORS = (
    "ALTER TABLE outbox ADD COLUMN parked INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX outbox_parked ON outbox (viewer) WHERE parked",
    "CREATE INDEX outbox_unsent ON outbox (viewer) WHERE message IS NULL AND NOT gone",
    "CREATE INDEX outbox_about ON outbox (kind, object)",
    """
    CREATE TABLE deep_links (
        hash TEXT PRIMARY KEY, member TEXT NOT NULL, until INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX deep_links_until ON deep_links (until)",
)

DIALOGS = (
    """
    CREATE TABLE dialogs (
        member TEXT PRIMARY KEY, form TEXT NOT NULL, kind TEXT NOT NULL, slot TEXT NOT NULL,
        chat TEXT NOT NULL, thread TEXT, shown TEXT NOT NULL, given TEXT NOT NULL,
        page TEXT NOT NULL, at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX dialogs_at ON dialogs (at)",
)

CAMERAS = (
    "ALTER TABLE jobs ADD COLUMN camera TEXT NOT NULL DEFAULT 'small'",
    "ALTER TABLE jobs ADD COLUMN tried TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE clips ADD COLUMN camera TEXT NOT NULL DEFAULT 'small'",
    "ALTER TABLE clips ADD COLUMN cost TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE film_parts ADD COLUMN better INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE film_parts ADD COLUMN better_asked_at INTEGER",
    "ALTER TABLE film_parts ADD COLUMN better_declined INTEGER NOT NULL DEFAULT 0",
    """
    CREATE INDEX film_parts_better ON film_parts (better_asked_at)
    WHERE state = 'agreed' AND better = 0 AND better_declined = 0
    """,
    """ALTER TABLE cameos ADD COLUMN told TEXT NOT NULL DEFAULT '["puppet"]'""",
    """ALTER TABLE enrolments ADD COLUMN told TEXT NOT NULL DEFAULT '["puppet"]'""",
    "ALTER TABLE chats ADD COLUMN puppets_only INTEGER NOT NULL DEFAULT 0",
)

VOICES = ("ALTER TABLE clips ADD COLUMN voices TEXT NOT NULL DEFAULT '-'",)

STRANGERS = ("ALTER TABLE films ADD COLUMN strangers TEXT NOT NULL DEFAULT '[]'",)

FAR_JOBS = (
    """
    CREATE TABLE far_jobs (
        host TEXT NOT NULL, job TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (host, job)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX far_jobs_at ON far_jobs (at)",
)
