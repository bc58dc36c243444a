"""Money taken for dossiers: payments, receipts by book, shifts at the cash desk, transfers, refunds, exemptions."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from motcua.store.migrations.raw import raw_migration

ID = "m0054_payments"
VERSION = "1.54.0"
DESCRIPTION = __doc__

SQL = (
    # What was taken and not given back, in whole đồng: kept beside the rows of `payment`, in the same transaction.
    "ALTER TABLE dossier ADD COLUMN fee_paid bigint NOT NULL DEFAULT 0",
    """CREATE TABLE cash_shift (
        id uuid PRIMARY KEY,
        staff_id uuid NOT NULL REFERENCES staff (id),
        staff_name text NOT NULL,
        on_day date NOT NULL,
        opened_at timestamptz NOT NULL,
        opening_cash bigint NOT NULL CHECK (opening_cash >= 0),
        closed_at timestamptz,
        expected_cash bigint,
        counted_cash bigint CHECK (counted_cash >= 0),
        reason text NOT NULL DEFAULT '',
        number text,
        version bigint NOT NULL DEFAULT 1,
        CHECK ((closed_at IS NULL) = (counted_cash IS NULL)),
        CHECK ((closed_at IS NULL) = (expected_cash IS NULL)),
        CHECK (counted_cash IS NOT DISTINCT FROM expected_cash OR reason <> '')
    )""",
    "CREATE UNIQUE INDEX cash_shift_open ON cash_shift (staff_id, on_day) WHERE closed_at IS NULL",
    "CREATE INDEX cash_shift_of_staff ON cash_shift (staff_id, opened_at DESC, id)",
    "CREATE INDEX cash_shift_latest ON cash_shift (opened_at DESC, id)",
    """CREATE TABLE payment (
        id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL REFERENCES dossier (id),
        agency text NOT NULL,
        amount bigint NOT NULL CHECK (amount > 0),
        how text NOT NULL CHECK (how IN ('cash', 'transfer')),
        at timestamptz NOT NULL,
        taken_by uuid NOT NULL REFERENCES staff (id),
        taken_by_name text NOT NULL,
        shift_id uuid REFERENCES cash_shift (id),
        reference text NOT NULL DEFAULT '',
        refunded bigint NOT NULL DEFAULT 0,
        cancelled_at timestamptz,
        CHECK (refunded BETWEEN 0 AND amount),
        CHECK ((how = 'cash') = (shift_id IS NOT NULL))
    )""",
    "CREATE INDEX payment_of_dossier ON payment (dossier_id, at, id)",
    "CREATE INDEX payment_of_shift ON payment (shift_id, at, id) WHERE shift_id IS NOT NULL",
    "CREATE INDEX payment_by_day ON payment (at, id)",
    # A range of numbers, printed or electronic: opened one after the other, and never used twice.
    """CREATE TABLE receipt_book (
        id uuid PRIMARY KEY,
        form text NOT NULL,
        symbol text NOT NULL,
        volume text NOT NULL,
        first bigint NOT NULL CHECK (first > 0),
        last bigint NOT NULL,
        next bigint NOT NULL,
        state text NOT NULL CHECK (state IN ('waiting', 'open', 'full', 'closed')),
        registered_by_name text NOT NULL,
        at timestamptz NOT NULL,
        closed_reason text NOT NULL DEFAULT '',
        version bigint NOT NULL DEFAULT 1,
        CHECK (last >= first),
        CHECK (next BETWEEN first AND last + 1),
        CHECK (state <> 'full' OR next = last + 1),
        CHECK (state <> 'closed' OR closed_reason <> '')
    )""",
    "CREATE UNIQUE INDEX receipt_book_volume ON receipt_book (symbol, volume)",
    "CREATE UNIQUE INDEX receipt_book_open ON receipt_book (state) WHERE state = 'open'",
    """CREATE TABLE fee_receipt (
        id uuid PRIMARY KEY,
        payment_id uuid REFERENCES payment (id),
        dossier_id uuid NOT NULL REFERENCES dossier (id),
        book text NOT NULL,
        book_id uuid REFERENCES receipt_book (id),
        number bigint NOT NULL CHECK (number > 0),
        says text NOT NULL,
        amount bigint NOT NULL CHECK (amount > 0),
        issued_by_name text NOT NULL,
        at timestamptz NOT NULL,
        letter_id uuid NOT NULL REFERENCES issued_letter (id),
        voided_at timestamptz,
        void_reason text NOT NULL DEFAULT '',
        voided_by_name text NOT NULL DEFAULT '',
        CHECK ((voided_at IS NULL) = (void_reason = ''))
    )""",
    "CREATE UNIQUE INDEX fee_receipt_number ON fee_receipt (book, number)",
    "CREATE UNIQUE INDEX fee_receipt_of_payment ON fee_receipt (payment_id) WHERE voided_at IS NULL",
    "CREATE INDEX fee_receipt_of_dossier ON fee_receipt (dossier_id, at)",
    "CREATE INDEX fee_receipt_by_day ON fee_receipt (at, id)",
    """CREATE TABLE transfer_request (
        id uuid PRIMARY KEY,
        dossier_id uuid NOT NULL REFERENCES dossier (id),
        reference text NOT NULL,
        amount bigint NOT NULL CHECK (amount > 0),
        state text NOT NULL CHECK (state IN ('open', 'paid', 'replaced')),
        payment_id uuid REFERENCES payment (id),
        at timestamptz NOT NULL,
        CHECK ((state = 'paid') = (payment_id IS NOT NULL))
    )""",
    "CREATE UNIQUE INDEX transfer_request_reference ON transfer_request (reference)",
    "CREATE UNIQUE INDEX transfer_request_open ON transfer_request (dossier_id) WHERE state = 'open'",
    # The rows name who sent the money: they are kept sealed.
    """CREATE TABLE bank_statement (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        body text NOT NULL,
        lines bigint NOT NULL,
        uploaded_by uuid NOT NULL REFERENCES staff (id),
        uploaded_by_name text NOT NULL,
        uploaded_at timestamptz NOT NULL,
        taken bigint,
        confirmed_at timestamptz
    )""",
    "CREATE INDEX bank_statement_latest ON bank_statement (uploaded_at DESC, id)",
    # What of a statement has been dealt with: the same line of another file is known again by its mark.
    """CREATE TABLE bank_line (
        mark bytea PRIMARY KEY,
        statement_id uuid NOT NULL REFERENCES bank_statement (id),
        payment_id uuid NOT NULL REFERENCES payment (id),
        at timestamptz NOT NULL
    )""",
    """CREATE TABLE refund (
        id uuid PRIMARY KEY,
        payment_id uuid NOT NULL REFERENCES payment (id),
        dossier_id uuid NOT NULL REFERENCES dossier (id),
        kind text NOT NULL CHECK (kind IN ('refund', 'cancel')),
        amount bigint NOT NULL CHECK (amount > 0),
        reason text NOT NULL,
        state text NOT NULL CHECK (state IN ('asked', 'approved', 'declined', 'paid')),
        asked_by uuid NOT NULL REFERENCES staff (id),
        asked_by_name text NOT NULL,
        asked_at timestamptz NOT NULL,
        decided_by_name text NOT NULL DEFAULT '',
        decided_at timestamptz,
        answer text NOT NULL DEFAULT '',
        how text CHECK (how IN ('cash', 'transfer')),
        evidence text NOT NULL DEFAULT '',
        paid_at timestamptz,
        paid_by_name text NOT NULL DEFAULT '',
        shift_id uuid REFERENCES cash_shift (id),
        version bigint NOT NULL DEFAULT 1,
        CHECK ((state = 'asked') = (decided_at IS NULL)),
        CHECK ((state = 'paid') = (paid_at IS NOT NULL)),
        CHECK (shift_id IS NULL OR how = 'cash')
    )""",
    "CREATE UNIQUE INDEX refund_pending ON refund (payment_id) WHERE state IN ('asked', 'approved')",
    "CREATE INDEX refund_of_dossier ON refund (dossier_id, asked_at)",
    "CREATE INDEX refund_of_shift ON refund (shift_id) WHERE shift_id IS NOT NULL",
    "CREATE INDEX refund_by_state ON refund (state, asked_at DESC, id)",
    "CREATE INDEX refund_by_day ON refund (paid_at) WHERE paid_at IS NOT NULL",
    """CREATE TABLE fee_exemption (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        dossier_id uuid NOT NULL REFERENCES dossier (id),
        ground text NOT NULL,
        paper text NOT NULL,
        amount_was bigint,
        amount_now bigint NOT NULL CHECK (amount_now >= 0),
        by_id uuid NOT NULL REFERENCES staff (id),
        by_name text NOT NULL,
        at timestamptz NOT NULL
    )""",
    "CREATE INDEX fee_exemption_of_dossier ON fee_exemption (dossier_id, at)",
)


async def forwards() -> MigrationManager:
    return raw_migration(ID, "center", DESCRIPTION, SQL)
