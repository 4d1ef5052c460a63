using System.Globalization;
using System.Text.Json;
using ModelContextProtocol.Protocol;
using PaymentsServer.Ledger;

namespace PaymentsServer.Tools;

/// <summary>The form that <c>confirm_chargeback</c> puts before the user, and what the user made of it.</summary>
internal static class ChargebackQuestion
{
    private const string Key = "confirmation";

    /// <summary>Asks whether to charge <paramref name="transaction"/> back.</summary>
    public static IDictionary<string, InputRequest> Ask(Transaction transaction) =>
        new Dictionary<string, InputRequest>(StringComparer.Ordinal)
        {
            [Key] = InputRequest.ForElicitation(
                new ElicitRequestParams
                {
                    Message = string.Create(
                        CultureInfo.InvariantCulture,
                        $"Charge back {transaction.Amount:0.00} {transaction.Currency} of {transaction.Merchant.Name} to "
                            + $"{transaction.Customer.Name}, card {transaction.CardNumber} ({transaction.Id})?"
                    ),
                    RequestedSchema = new ElicitRequestParams.RequestSchema
                    {
                        Properties = new Dictionary<string, ElicitRequestParams.PrimitiveSchemaDefinition>(StringComparer.Ordinal)
                        {
                            ["confirm"] = new ElicitRequestParams.BooleanSchema
                            {
                                Title = "Charge back",
                                Description = "True to take the payment back.",
                            },
                            ["note"] = new ElicitRequestParams.StringSchema
                            {
                                Title = "Note",
                                Description = "For the file, optional.",
                                MaxLength = 200,
                            },
                        },
                        Required = ["confirm"],
                    },
                }
            ),
        };

    /// <summary>The answer that came with the request, or null when there is none yet.</summary>
    public static ElicitResult? ReadAnswer(CallToolRequestParams? call) =>
        call?.InputResponses is { } responses && responses.TryGetValue(Key, out var response)
            ? response.Deserialize(InputResponse.ElicitResultJsonTypeInfo)
            : null;

    /// <summary>Whether the user accepted the form and ticked the box.</summary>
    public static bool IsConfirmed(ElicitResult answer) =>
        answer.IsAccepted
        && answer.Content is { } content
        && content.TryGetValue("confirm", out var confirm)
        && confirm.ValueKind == JsonValueKind.True;
}
