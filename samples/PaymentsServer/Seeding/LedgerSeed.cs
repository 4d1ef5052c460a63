using System.Text;
using PaymentsServer.Ledger;

namespace PaymentsServer.Seeding;

/// <summary>Makes the sample's data: the same 200 customers and 2,000 transactions on every machine and every run.</summary>
internal sealed class LedgerSeed
{
    private const int CustomerCount = 200;
    private const int TransactionCount = 2_000;
    private const string ReferenceAlphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static readonly DateTimeOffset s_firstDay = new(2026, 1, 2, 6, 0, 0, TimeSpan.Zero);

    private static readonly Merchant[] s_merchants =
    [
        new("MER-01", "Nordlicht Books", "5942", "EUR"),
        new("MER-02", "Harbour Coffee", "5814", "GBP"),
        new("MER-03", "Alpine Outfitters", "5941", "CHF"),
        new("MER-04", "Riverside Pharmacy", "5912", "EUR"),
        new("MER-05", "Cedar & Stone, Furniture", "5712", "USD"),
        new("MER-06", "Skyline Travel", "4722", "USD"),
        new("MER-07", "Brightwire Electronics", "5732", "EUR"),
        new("MER-08", "Saltgarden Restaurant", "5812", "GBP"),
        new("MER-09", "Fjord Cycles", "5940", "SEK"),
        new("MER-10", "Lumen Streaming", "4899", "USD"),
    ];

    private readonly SeededSequence _sequence = new(seed: 20_260_101);

    /// <summary>A fresh ledger.</summary>
    public static PaymentLedger Create() => new LedgerSeed().CreateLedger();

    private PaymentLedger CreateLedger()
    {
        Customer[] customers = [.. Enumerable.Range(0, CustomerCount).Select(CreateCustomer)];
        var time = s_firstDay;
        var transactions = new List<Transaction>(TransactionCount);
        for (var i = 0; i < TransactionCount; i++)
        {
            // About 200 minutes apart: ten months in all.
            time += TimeSpan.FromSeconds(_sequence.Below(24_000) + 60);
            transactions.Add(CreateTransaction(i, time, customers));
        }

        return new PaymentLedger(customers, transactions);
    }

    private Customer CreateCustomer(int position)
    {
        var given = _sequence.Pick(Names.Given);
        var family = _sequence.Pick(Names.Family);
        var mailbox = $"{Ascii(given)}.{Ascii(family)}{position + 1}@example.com";
        return new Customer(
            $"CUS-{position + 1:D4}",
            $"{given} {family}",
            mailbox,
            _sequence.Pick(Names.Countries),
            TestCards.Create(position, _sequence)
        );
    }

    private Transaction CreateTransaction(int position, DateTimeOffset time, Customer[] customers)
    {
        var customer = _sequence.Pick(customers);
        var merchant = _sequence.Pick(s_merchants);
        return new Transaction
        {
            Id = $"TXN-{position + 1:D6}",
            Time = time,
            Customer = customer,
            Merchant = merchant,
            CardNumber = Write(customer.Card.Number, position),
            Cvv = position % 4 == 0 ? customer.Card.Cvv : null,
            AmountMinor = _sequence.Below(40_000) + 150,
            Currency = merchant.Currency,
            Reference = CreateReference(),
            Status = ChooseStatus(),
            Note = position % 20 == 0 ? WriteNote(customer.Card) : null,
        };
    }

    private TransactionStatus ChooseStatus() =>
        _sequence.Below(100) switch
        {
            < 78 => TransactionStatus.Captured,
            < 88 => TransactionStatus.Authorized,
            < 97 => TransactionStatus.Declined,
            _ => TransactionStatus.ChargedBack,
        };

    private string CreateReference()
    {
        var letters = new StringBuilder("REF-");
        for (var i = 0; i < 8; i++)
        {
            letters.Append(ReferenceAlphabet[_sequence.Below(ReferenceAlphabet.Length)]);
        }

        return letters.ToString();
    }

    private static string Write(string number, int position) =>
        (position % 3) switch
        {
            0 => number,
            1 => CardNumberFormat.Group(number, ' '),
            _ => CardNumberFormat.Group(number, '-'),
        };

    private static string WriteNote(PaymentCard card) =>
        $"Taken by phone: card {CardNumberFormat.Group(card.Number, ' ')}, exp {card.Expiry}, cvv {card.Cvv}.";

    private static string Ascii(string name) => new([.. name.Where(char.IsAsciiLetter).Select(char.ToLowerInvariant)]);
}
