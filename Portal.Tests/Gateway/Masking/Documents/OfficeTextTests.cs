using Portal.Gateway.Masking.Documents;

namespace Portal.Tests.Gateway.Masking.Documents;

public sealed class OfficeTextTests
{
    [Fact]
    public void Docx_NumberSplitOverRuns_IsWhole() =>
        Assert.Equal(
            "Card: 4111 1111 1111 1111\nnext\n",
            Readings.TextOf(Zips.Of(("word/document.xml", $"""
                <w:document {Zips.Word}>
                  <w:body>
                    <w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">Card: 4111 </w:t></w:r>
                      <w:proofErr/><w:r><w:t>1111</w:t></w:r><w:r><w:t xml:space="preserve"> </w:t></w:r><w:ins><w:r><w:t>1111 11</w:t></w:r></w:ins><w:r><w:t>11</w:t></w:r></w:p>
                    <w:p><w:r><w:t>next</w:t></w:r></w:p>
                  </w:body>
                </w:document>
                """))));

    [Fact]
    public void Docx_Table_RowsAreLinesWithTabs() =>
        Assert.Equal(
            "Card\tCVV\tName\n4111111111111111 x\t\tAnn\nafter\n",
            Readings.TextOf(Zips.Of(("word/document.xml", $"""
                <w:document {Zips.Word}><w:body><w:tbl>
                <w:tr><w:tc><w:p><w:r><w:t>Card</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>CVV</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Name</w:t></w:r></w:p></w:tc></w:tr>
                <w:tr><w:tc><w:p><w:r><w:t>4111111111111111</w:t></w:r></w:p><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc><w:tc><w:p><w:r><w:t>Ann</w:t></w:r></w:p></w:tc></w:tr>
                </w:tbl><w:p><w:r><w:t>after</w:t></w:r></w:p></w:body></w:document>
                """))));

    [Theory]
    [InlineData("word/header1.xml")]
    [InlineData("word/footer1.xml")]
    [InlineData("word/footnotes.xml")]
    [InlineData("word/comments.xml")]
    public void Docx_OtherParts_AreRead(string part) =>
        Assert.Equal("5555 5555 5555 4444\n", Readings.TextOf(Zips.Of((part, $"<w:x {Zips.Word}><w:p><w:r><w:t>5555 5555 5555 4444</w:t></w:r></w:p></w:x>"))));

    [Theory]
    [InlineData("ppt/slides/slide1.xml")]
    [InlineData("ppt/notesSlides/notesSlide1.xml")]
    public void Pptx_SlidesAndNotes_KeepBlanksBetweenRuns(string part) =>
        Assert.Equal(
            "4111 1111\nb\n",
            Readings.TextOf(Zips.Of((part, $"<p {Zips.Drawing}><a:p><a:r><a:t>4111</a:t></a:r><a:r><a:t> </a:t></a:r><a:r><a:t>1111</a:t></a:r></a:p><a:p><a:r><a:t>b</a:t></a:r></a:p></p>"))));

    [Fact]
    public void Xlsx_Sheet_ResolvesStringsAndKeepsNumbers()
    {
        var (reading, parts) = Readings.Read(Zips.Of(
            ("xl/worksheets/sheet1.xml", """
                <worksheet><sheetData>
                <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="D1" t="inlineStr"><is><r><t>No</t></r><r><t>te</t></r></is></c></row>
                <row r="2"><c r="A2"><v>4.111111111111111E+15</v></c><c r="B2"><v>123</v></c><c r="D2"><f>A2&amp;""</f></c></row>
                <row r="3"><c><v>4111111111111111</v></c><c t="str"><f>1+1</f><v>2</v></c></row>
                </sheetData></worksheet>
                """),
            ("xl/worksheets/sheet2.xml", "<worksheet><sheetData><row><c t=\"b\"><v>1</v></c></row></sheetData></worksheet>"),
            ("xl/sharedStrings.xml", "<sst><si><t>Card</t></si><si><r><t>C</t></r><r><t>VV</t></r><rPh><t>no</t></rPh></si></sst>")));
        Assert.Equal(DocumentReading.Whole, reading);
        Assert.Equal(["Card\tCVV\t\tNote\n4.111111111111111E+15\t123\t\tA2&\"\"\n4111111111111111\t2\n", "1\n"], parts);
    }

    [Fact]
    public void Xlsx_LongSheet_RepeatsItsHeaderInEachBlock()
    {
        var rows = string.Concat(Enumerable.Range(0, 30_000).Select(row => $"<row><c><v>{row}</v></c><c><v>1234567890</v></c></row>"));
        var (reading, parts) = Readings.Read(Zips.Of(("xl/worksheets/sheet1.xml", $"<worksheet><row><c t=\"str\"><v>Card</v></c></row>{rows}</worksheet>")));
        Assert.Equal(DocumentReading.Whole, reading);
        Assert.Equal(2, parts.Count);
        Assert.All(parts, part => Assert.StartsWith("Card\n", part, StringComparison.Ordinal));
        Assert.Equal(30_002, parts.Sum(part => part.Count(character => character == '\n')));
    }

    [Fact]
    public void Xlsx_UnknownString_IsUnread() =>
        Assert.Equal("It is damaged.", Readings.ReasonOf(Zips.Of(("xl/worksheets/sheet1.xml", "<worksheet><row><c t=\"s\"><v>7</v></c></row></worksheet>"))));

    [Fact]
    public void Ods_Cells_GiveTheirValueNotItsLook() =>
        Assert.Equal(
            "Card\t\t\tName\n4111111111111111\t\t\tAnn B\n",
            Readings.TextOf(Zips.Of(("content.xml", $"""
                <office:document-content {Zips.OpenDocument}><table:table>
                <table:table-row><table:table-cell><text:p>Card</text:p></table:table-cell><table:table-cell table:number-columns-repeated="2"/><table:table-cell><text:p>Name</text:p></table:table-cell></table:table-row>
                <table:table-row><table:table-cell office:value-type="float" office:value="4111111111111111"><text:p>4.11E+15</text:p></table:table-cell><table:table-cell table:number-columns-repeated="2"/><table:table-cell><text:p>Ann<text:s/><text:span>B</text:span></text:p></table:table-cell></table:table-row>
                <table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
                </table:table></office:document-content>
                """))));

    [Fact]
    public void Odt_Paragraphs_JoinSpans() =>
        Assert.Equal(
            "4111 1111\tx\n",
            Readings.TextOf(Zips.Of(("content.xml", $"<office:d {Zips.OpenDocument}><text:p><text:span>4111</text:span> <text:span>11</text:span>11<text:tab/>x</text:p></office:d>"))));

    [Fact]
    public void PlainParts_AreReadAsTheyStand() =>
        Assert.Equal("a,b\r\n1,2\n{\"a\": 1}", Readings.TextOf(Zips.Of(("a.csv", "a,b\r\n1,2\n"), ("../b.json", "{\"a\": 1}"), ("folder/", ""))));

    [Fact]
    public void PlainPart_InUtf16_IsRead() =>
        Assert.Equal("\uFEFF4111", Readings.TextOf(Zips.OfBytes(("a.txt", System.Text.Encoding.Unicode.GetBytes("\uFEFF4111")))));

    [Fact]
    public void Read_VisitorFinds_Stops()
    {
        var visits = 0;
        var reading = DocumentReader.Read(Zips.Of(("a.txt", "a"), ("b.txt", "b"), ("c.zip", "PK\u0003\u0004")), new DocumentBudget(), _ => ++visits == 1);
        Assert.Equal(DocumentReading.Found, reading);
        Assert.Equal(1, visits);
    }
}
