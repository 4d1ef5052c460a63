using System.Buffers;
using System.Globalization;
using System.Text;
using PaymentsServer.Ledger;

namespace PaymentsServer.Tools;

/// <summary>Transactions as CSV (RFC 4180, with line feeds).</summary>
internal static class TransactionCsv
{
    /// <summary>The first line.</summary>
    public const string Header =
        "id,time,customer_id,name,email,card_number,expiry,cvv,amount,currency,status,merchant,reference,note";

    private static readonly SearchValues<char> s_quoted = SearchValues.Create("\",\r\n");

    /// <summary>Appends one line for <paramref name="row"/>.</summary>
    public static void Append(StringBuilder csv, Transaction row)
    {
        string?[] fields =
        [
            row.Id,
            Iso8601.Write(row.Time),
            row.Customer.Id,
            row.Customer.Name,
            row.Customer.Email,
            row.CardNumber,
            row.Customer.Card.Expiry,
            row.Cvv,
            row.Amount.ToString("0.00", CultureInfo.InvariantCulture),
            row.Currency,
            row.Status.ToWireName(),
            row.Merchant.Name,
            row.Reference,
            row.Note,
        ];
        csv.AppendJoin(',', fields.Select(Escape)).Append('\n');
    }

    private static string Escape(string? field) =>
        field.AsSpan().ContainsAny(s_quoted) ? $"\"{field!.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field ?? "";
}
