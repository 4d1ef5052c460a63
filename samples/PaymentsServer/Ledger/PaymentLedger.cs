using System.Globalization;

namespace PaymentsServer.Ledger;

/// <summary>
/// All customers and transactions, in memory. Refunds and chargebacks change it; the same calls in the same order always give
/// the same state and the same references, for it takes nothing from the clock.
/// </summary>
internal sealed class PaymentLedger
{
    private readonly Lock _gate = new();
    private readonly Transaction[] _transactions;
    private readonly Dictionary<string, int> _positions;
    private readonly Dictionary<string, Customer> _customers;
    private Action<Transaction>? _follower;
    private int _refunds;
    private int _chargebacks;

    /// <summary>A ledger of these customers and transactions, the latter in the order of their time.</summary>
    public PaymentLedger(IReadOnlyList<Customer> customers, IEnumerable<Transaction> transactions)
    {
        Customers = customers;
        _customers = customers.ToDictionary(customer => customer.Id, StringComparer.Ordinal);
        _transactions = [.. transactions];
        _positions = _transactions.Index().ToDictionary(pair => pair.Item.Id, pair => pair.Index, StringComparer.Ordinal);
    }

    /// <summary>All customers, by id.</summary>
    public IReadOnlyList<Customer> Customers { get; }

    /// <summary>All transactions as they are now, oldest first.</summary>
    public IReadOnlyList<Transaction> Snapshot()
    {
        lock (_gate)
        {
            return [.. _transactions];
        }
    }

    /// <summary>
    /// Keeps a copy elsewhere: <paramref name="start"/> gets all transactions once, <paramref name="follower"/> each one that
    /// changes afterwards. Both run inside the ledger's lock, so that no change is missed or comes out of order.
    /// </summary>
    public void Follow(Action<IReadOnlyList<Transaction>> start, Action<Transaction> follower)
    {
        lock (_gate)
        {
            start(_transactions);
            _follower += follower;
        }
    }

    /// <summary>The customer with this id, or null.</summary>
    public Customer? FindCustomer(string id) => _customers.GetValueOrDefault(id);

    /// <summary>The transaction with this id as it is now, or null.</summary>
    public Transaction? FindTransaction(string id)
    {
        lock (_gate)
        {
            return _positions.TryGetValue(id, out var position) ? _transactions[position] : null;
        }
    }

    /// <summary>Pays back part or all of a captured transaction.</summary>
    public LedgerChange Refund(string transactionId, long amountMinor) => Change(transactionId, transaction =>
        {
            var left = transaction.AmountMinor - transaction.RefundedMinor;
            if (amountMinor <= 0 || amountMinor > left)
            {
                return LedgerChange.Refused(
                    $"The amount must be above 0 and at most {(left / 100m).ToString("0.00", CultureInfo.InvariantCulture)} "
                        + $"{transaction.Currency}, which is what has not been refunded yet."
                );
            }

            var refunded = transaction.RefundedMinor + amountMinor;
            var status = refunded == transaction.AmountMinor ? TransactionStatus.Refunded : transaction.Status;
            return LedgerChange.Done(transaction with { RefundedMinor = refunded, Status = status }, $"RFD-{++_refunds:D5}");
        });

    /// <summary>Takes a captured transaction back for the cardholder.</summary>
    public LedgerChange ChargeBack(string transactionId) =>
        Change(transactionId, transaction =>
            LedgerChange.Done(transaction with { Status = TransactionStatus.ChargedBack }, $"CBK-{++_chargebacks:D5}")
        );

    private LedgerChange Change(string transactionId, Func<Transaction, LedgerChange> change)
    {
        lock (_gate)
        {
            if (!_positions.TryGetValue(transactionId, out var position))
            {
                return LedgerChange.Refused("There is no transaction with this id. list_transactions gives the ids.");
            }

            var transaction = _transactions[position];
            if (transaction.Status != TransactionStatus.Captured)
            {
                return LedgerChange.Refused(
                    $"Only captured transactions can be changed; this one is {transaction.Status.ToWireName()}."
                );
            }

            var outcome = change(transaction);
            if (outcome.IsDone)
            {
                _transactions[position] = outcome.Transaction;
                _follower?.Invoke(outcome.Transaction);
            }

            return outcome;
        }
    }
}
