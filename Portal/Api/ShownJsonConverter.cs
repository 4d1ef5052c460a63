using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Api;

/// <summary>Writes <see cref="ShownJson"/>, which was read as JSON once.</summary>
internal sealed class ShownJsonConverter : JsonConverter<ShownJson>
{
    public override ShownJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("The portal only writes it.");

    public override void Write(Utf8JsonWriter writer, ShownJson value, JsonSerializerOptions options) => writer.WriteRawValue(value.Text, skipInputValidation: true);
}
