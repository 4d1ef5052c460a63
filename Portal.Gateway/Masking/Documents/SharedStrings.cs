using System.Text;
using System.Xml;

namespace Portal.Gateway.Masking.Documents;

/// <summary>Holds the shared strings of a workbook, at most as much text as the budget lets unpack.</summary>
internal sealed class SharedStrings
{
    private readonly List<string> _values = [];

    /// <summary>Gets a string by its number; null when the table has no such one.</summary>
    public string? this[int index] => index >= 0 && index < _values.Count ? _values[index] : null;

    public void Read(Stream part, DocumentWork work)
    {
        using var xml = XmlParts.Open(part);
        var value = new StringBuilder();
        var (isText, isReading) = (false, false);
        while (xml.Read())
        {
            var begins = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
            switch (xml.LocalName)
            {
                case "t":
                    isText = begins;
                    break;
                case "rPh":
                    // How an East Asian string is pronounced: no part of its text.
                    isReading = begins;
                    break;
                case "si" when !begins:
                    _values.Add(value.ToString());
                    value.Clear();
                    break;
                default:
                    value.Append(isText && !isReading && xml.HasValue ? xml.Value : null);
                    break;
            }
        }
    }
}
