using System.Globalization;
using System.Text;
using System.Xml;

namespace Portal.Gateway.Masking.Documents;

/// <summary>Writes a sheet of a workbook: a line a row, tabs between cells, numbers as they are stored.</summary>
internal sealed class SheetPart(SharedStrings strings, DocumentText text)
{
    /// <summary>The most tabs for a gap: beyond, cells stand no longer under their header, but a sparse sheet does not grow.</summary>
    private const int MaxGap = 64;

    private readonly StringBuilder _value = new();
    private readonly StringBuilder _formula = new();
    private int _column;
    private int _written;
    private string? _type;

    public void Read(Stream part)
    {
        using var xml = XmlParts.Open(part);
        StringBuilder? into = null;
        while (!text.Stopped && xml.Read())
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element:
                    into = Begin(xml, into);
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                    into?.Append(xml.Value);
                    break;
                case XmlNodeType.EndElement:
                    into = End(xml.LocalName, into);
                    break;
                default:
                    break;
            }
        }
    }

    private StringBuilder? Begin(XmlReader xml, StringBuilder? into)
    {
        switch (xml.LocalName)
        {
            case "row":
                (_column, _written) = (0, 0);
                return null;
            case "c":
                _type = xml.GetAttribute("t");
                _column = ColumnOf(xml.GetAttribute("r")) ?? _column + 1;
                _value.Clear();
                _formula.Clear();
                return null;
            case "f":
                return xml.IsEmptyElement ? into : _formula;
            case "v" or "t" or "oddHeader" or "oddFooter" or "evenHeader" or "evenFooter":
                return xml.IsEmptyElement ? into : _value;
            default:
                return into;
        }
    }

    private StringBuilder? End(string name, StringBuilder? into)
    {
        switch (name)
        {
            case "c":
                WriteCell();
                return null;
            case "row":
                text.EndLine();
                return null;
            case "oddHeader" or "oddFooter" or "evenHeader" or "evenFooter":
                WriteCell();
                text.EndLine();
                return null;
            case "f" or "v" or "t":
                return null;
            default:
                return into;
        }
    }

    private void WriteCell()
    {
        var value = _value.Length == 0 ? _formula.ToString() : _value.ToString();
        if (_type == "s" && _value.Length > 0)
        {
            value = strings[int.Parse(value, CultureInfo.InvariantCulture)] ?? throw new FormatException();
        }

        if (value.Length > 0)
        {
            text.Tabs(Math.Clamp(_column - Math.Max(_written, 1), 0, MaxGap));
            _written = _column;
            text.Write(value);
        }

        (_type, _) = (null, _value.Clear());
    }

    /// <summary>Gets the number of a cell's column ("C5" is 3).</summary>
    private static int? ColumnOf(string? reference)
    {
        var column = 0;
        foreach (var letter in reference ?? "")
        {
            if (!char.IsAsciiLetter(letter) || column > 16384)
            {
                break;
            }

            column = column * 26 + (letter | 0x20) - 'a' + 1;
        }

        return column == 0 ? null : column;
    }
}
