using System.ComponentModel;
using System.Globalization;
using System.Text;
using ModelContextProtocol.Server;
using PaymentsServer.Ledger;
using PaymentsServer.Tools;

namespace PaymentsServer.Resources;

/// <summary>The last day of the ledger. There is no clock in the data, so that day is always the same.</summary>
[McpServerResourceType]
internal sealed class DailyReportResource(PaymentLedger ledger)
{
    /// <summary>The resource.</summary>
    [McpServerResource(
        UriTemplate = "payments://reports/daily",
        Name = "daily_report",
        Title = "Daily report",
        MimeType = "text/plain"
    )]
    [Description("Totals by currency and every transaction of the ledger's last day, with card data.")]
    public string Read()
    {
        var all = ledger.Snapshot();
        var day = all[^1].Time.UtcDateTime.Date;
        Transaction[] rows = [.. all.Where(row => row.Time.UtcDateTime.Date == day)];
        var text = new StringBuilder().Append(
            CultureInfo.InvariantCulture,
            $"Daily report {day:yyyy-MM-dd}: {rows.Length} transactions\n"
        );
        foreach (
            var currency in rows.GroupBy(row => row.Currency, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
        )
        {
            text.Append(CultureInfo.InvariantCulture, $"{currency.Key} {currency.Sum(row => row.Amount):0.00}\n");
        }

        text.Append('\n').AppendJoin('\n', rows.Select(row => TransactionView.From(row).ToLine())).Append('\n');
        return text.ToString();
    }
}
