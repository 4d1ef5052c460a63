using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Portal.Gateway.Masking;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.Replies;

/// <summary>
/// Says in a result what was masked in it: <c>_meta["portal/masked"]</c>, a list of <c>{path, kind, count}</c>. Every other byte
/// stays, but for a member of that name that the server sent: only the gateway says what it masked.
/// </summary>
internal static class MaskingNotice
{
    /// <summary>Most places listed one by one; one more entry counts those beyond.</summary>
    public const int MostPlaces = 100;

    private const string Elsewhere = "$..*";
    private const string SeveralKinds = "mixed";

    // Where the server's own member was, which does not pass.
    private const string Forged = "$.result._meta['portal/masked']";

    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = JsonLimits.MaxReplyDepth };
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the notice into the result of a message.</summary>
    /// <param name="json">A message that was read to its end, masked.</param>
    /// <param name="hits">What was masked in it; empty to take away what the server sent, and say nothing.</param>
    /// <returns>The message; the very same memory where it has no object for a result, or nothing to say.</returns>
    public static ReadOnlyMemory<byte> Write(ReadOnlyMemory<byte> json, IReadOnlyList<MaskingHit> hits)
    {
        var member = MemberOf([.. hits.Where(hit => !hit.Path.StartsWith(Forged, StringComparison.Ordinal))]);
        var edits = new List<Edit>();
        var reader = new Utf8JsonReader(json.Span, ReaderOptions);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isResult = reader.ValueTextEquals("result"u8);
            reader.Read();
            if (isResult && reader.TokenType == JsonTokenType.StartObject)
            {
                FindInResult(json.Span, ref reader, member, edits);
            }
            else
            {
                reader.Skip();
            }
        }

        return edits.Count == 0 ? json : Apply(json.Span, edits);
    }

    // A name that is there twice is written to each time: clients differ in which they take.
    private static void FindInResult(ReadOnlySpan<byte> json, ref Utf8JsonReader reader, byte[] member, List<Edit> edits)
    {
        var start = (int)reader.BytesConsumed;
        var (hasMeta, isEmpty) = (false, true);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            isEmpty = false;
            var isMeta = reader.ValueTextEquals("_meta"u8);
            reader.Read();
            hasMeta |= isMeta;
            if (isMeta && reader.TokenType == JsonTokenType.StartObject)
            {
                FindInMeta(json, ref reader, member, edits);
                continue;
            }

            var value = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isMeta && member.Length > 0)
            {
                edits.Add(new Edit(value, (int)reader.BytesConsumed, [.. "{"u8, .. member, .. "}"u8]));
            }
        }

        if (!hasMeta && member.Length > 0)
        {
            edits.Add(new Edit(start, start, [.. "\"_meta\":{"u8, .. member, .. isEmpty ? "}"u8 : "},"u8]));
        }
    }

    private static void FindInMeta(ReadOnlySpan<byte> json, ref Utf8JsonReader reader, byte[] member, List<Edit> edits)
    {
        var start = (int)reader.BytesConsumed;
        var members = new List<Member>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isForged = reader.ValueTextEquals("portal/masked"u8);
            var from = (int)reader.TokenStartIndex;
            reader.Read();
            reader.Skip();
            members.Add(new Member(from, (int)reader.BytesConsumed, isForged));
        }

        var lastKept = members.FindLastIndex(one => !one.IsForged);
        if (member.Length > 0)
        {
            edits.Add(new Edit(start, start, lastKept < 0 ? member : [.. member, .. ","u8]));
        }

        // Each goes with the comma behind it; those at the end with the comma before them.
        for (var index = 0; index < lastKept; index++)
        {
            if (members[index].IsForged)
            {
                var comma = members[index].End + json[members[index].End..].IndexOf((byte)',');
                edits.Add(new Edit(members[index].Start, comma + 1, []));
            }
        }

        if (lastKept < members.Count - 1)
        {
            edits.Add(new Edit(lastKept < 0 ? members[0].Start : members[lastKept].End, members[^1].End, []));
        }
    }

    // Without anything to say, empty.
    private static byte[] MemberOf(List<MaskingHit> hits)
    {
        if (hits.Count == 0)
        {
            return [];
        }

        var output = new ArrayBufferWriter<byte>();
        output.Write("\"portal/masked\":"u8);
        using (var writer = new Utf8JsonWriter(output, WriterOptions))
        {
            writer.WriteStartArray();
            foreach (var hit in hits.Take(MostPlaces))
            {
                WriteEntry(writer, hit.Path, hit.Kind, hit.Count);
            }

            var rest = hits.Skip(MostPlaces).ToList();
            if (rest.Count > 0)
            {
                var kind = rest.TrueForAll(hit => hit.Kind == rest[0].Kind) ? rest[0].Kind : SeveralKinds;
                WriteEntry(writer, Elsewhere, kind, rest.Sum(hit => hit.Count));
            }

            writer.WriteEndArray();
        }

        return output.WrittenSpan.ToArray();
    }

    private static void WriteEntry(Utf8JsonWriter writer, string path, string kind, int count)
    {
        writer.WriteStartObject();
        writer.WriteString("path"u8, path);
        writer.WriteString("kind"u8, kind);
        writer.WriteNumber("count"u8, count);
        writer.WriteEndObject();
    }

    private static ReadOnlyMemory<byte> Apply(ReadOnlySpan<byte> json, List<Edit> edits)
    {
        var output = new ArrayBufferWriter<byte>(json.Length + edits.Sum(edit => edit.Text.Length) + 1);
        var position = 0;
        foreach (var (start, end, text) in edits)
        {
            output.Write(json[position..start]);
            output.Write(text);
            position = end;
        }

        output.Write(json[position..]);
        return output.WrittenMemory;
    }

    private readonly record struct Edit(int Start, int End, byte[] Text);

    private readonly record struct Member(int Start, int End, bool IsForged);
}
