using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Api;

/// <summary>
/// Writes <see cref="ShownJson"/>: stored JSON as it is, and what is no JSON as the text that it is. Masked or cut, a JSON text
/// may be none any more, and no stored text may keep a page from being read.
/// </summary>
internal sealed class ShownJsonConverter : JsonConverter<ShownJson>
{
    // A list has three levels around it, and most readers take 64.
    private const int MaxDepth = 61;

    public override ShownJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("The portal only writes it.");

    public override void Write(Utf8JsonWriter writer, ShownJson value, JsonSerializerOptions options)
    {
        // Half a surrogate pair becomes the replacement character here; the writer would throw.
        var text = Encoding.UTF8.GetBytes(value.Text);
        if (IsJson(text))
        {
            writer.WriteRawValue(text, skipInputValidation: true);
        }
        else
        {
            writer.WriteStringValue(text);
        }
    }

    private static bool IsJson(byte[] text)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            var any = false;
            while (reader.Read())
            {
                any = true;
            }

            return any;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
