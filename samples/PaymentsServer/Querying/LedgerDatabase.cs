using Microsoft.Data.Sqlite;
using PaymentsServer.Ledger;

namespace PaymentsServer.Querying;

/// <summary>
/// The ledger as three SQLite tables in memory, for <c>run_query</c>. Lives as long as its first connection is open and follows
/// the ledger's changes.
/// </summary>
internal sealed class LedgerDatabase : IDisposable
{
    private const string Schema = """
        CREATE TABLE customers (id TEXT PRIMARY KEY, name TEXT, email TEXT, country TEXT, card_number TEXT, card_brand TEXT, card_expiry TEXT, cvv TEXT);
        CREATE TABLE merchants (id TEXT PRIMARY KEY, name TEXT, category_code TEXT, currency TEXT);
        CREATE TABLE transactions (id TEXT PRIMARY KEY, time TEXT, customer_id TEXT REFERENCES customers (id), merchant_id TEXT REFERENCES merchants (id),
          card_number TEXT, cvv TEXT, amount_minor INTEGER, refunded_minor INTEGER, currency TEXT, reference TEXT, status TEXT, note TEXT);
        """;

    private readonly string _connectionString;
    private readonly SqliteConnection _owner;

    /// <summary>Creates the tables and fills them from <paramref name="ledger"/>.</summary>
    public LedgerDatabase(PaymentLedger ledger)
    {
        // The name only keeps several servers in one process apart; it is no part of the data.
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = $"payments-{Guid.NewGuid():N}",
            Mode = SqliteOpenMode.Memory,
            Cache = SqliteCacheMode.Shared,
            Pooling = false,
        }.ToString();
        _owner = new SqliteConnection(_connectionString);
        _owner.Open();
        ledger.Follow(transactions => Fill(ledger.Customers, transactions), Update);
    }

    /// <summary>A new connection to the same tables; the caller disposes it.</summary>
    public SqliteConnection Connect() => new(_connectionString);

    /// <inheritdoc />
    public void Dispose() => _owner.Dispose();

    private void Fill(IReadOnlyList<Customer> customers, IReadOnlyList<Transaction> transactions)
    {
        using var transaction = _owner.BeginTransaction();
        using (var create = _owner.CreateCommand())
        {
            create.CommandText = Schema;
            create.ExecuteNonQuery();
        }

        Insert("customers", customers, customer =>
            [
                customer.Id,
                customer.Name,
                customer.Email,
                customer.Country,
                customer.Card.Number,
                customer.Card.Brand,
                customer.Card.Expiry,
                customer.Card.Cvv,
            ]
        );
        Insert("merchants", transactions.Select(row => row.Merchant).Distinct(), merchant =>
            [merchant.Id, merchant.Name, merchant.CategoryCode, merchant.Currency]
        );
        Insert("transactions", transactions, row =>
            [
                row.Id,
                Iso8601.Write(row.Time),
                row.Customer.Id,
                row.Merchant.Id,
                row.CardNumber,
                row.Cvv,
                row.AmountMinor,
                row.RefundedMinor,
                row.Currency,
                row.Reference,
                row.Status.ToWireName(),
                row.Note,
            ]
        );
        transaction.Commit();
    }

    private void Insert<T>(string table, IEnumerable<T> rows, Func<T, object?[]> columns)
    {
        using var command = _owner.CreateCommand();
        foreach (var row in rows)
        {
            var values = columns(row);
            if (command.Parameters.Count == 0)
            {
                // The table is one of the three names above, never input.
#pragma warning disable CA2100
                command.CommandText = $"INSERT INTO {table} VALUES ({string.Join(", ", values.Select((_, i) => $"$p{i}"))})";
#pragma warning restore CA2100
                command.Parameters.AddRange(values.Select((_, i) => new SqliteParameter { ParameterName = $"$p{i}" }));
            }

            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters[i].Value = values[i] ?? DBNull.Value;
            }

            command.ExecuteNonQuery();
        }
    }

    private void Update(Transaction changed)
    {
        using var command = _owner.CreateCommand();
        command.CommandText = "UPDATE transactions SET refunded_minor = $refunded, status = $status WHERE id = $id";
        command.Parameters.AddWithValue("$refunded", changed.RefundedMinor);
        command.Parameters.AddWithValue("$status", changed.Status.ToWireName());
        command.Parameters.AddWithValue("$id", changed.Id);
        command.ExecuteNonQuery();
    }
}
