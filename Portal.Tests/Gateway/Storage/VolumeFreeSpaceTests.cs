using Portal.Data;
using Portal.Gateway.Storage;
using Xunit;

namespace Portal.Tests.Gateway.Storage;

public sealed class VolumeFreeSpaceTests
{
    [Fact]
    public void Measure_SqliteFile_IsTheFreeSpaceOfItsVolume()
    {
        var file = Path.Combine(Path.GetTempPath(), "portal.db");
        Assert.InRange(Measure(DatabaseProvider.Sqlite, $"Data Source={file}")!.Value, 1, long.MaxValue);
    }

    [Fact]
    public void Measure_LinkOrAddressOfTheFile_IsOfTheVolumeThatTheFileIsOn()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var file = Path.Combine(folder.FullName, "portal.db");
            var link = Path.Combine(folder.FullName, "link.db");
            File.WriteAllText(file, "");
            File.CreateSymbolicLink(link, file);
            Assert.NotNull(Measure(DatabaseProvider.Sqlite, $"Data Source={link}"));
            Assert.NotNull(Measure(DatabaseProvider.Sqlite, $"Data Source=file:{file}?cache=private"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData(DatabaseProvider.SqlServer, "Server=db;Database=Portal")]
    [InlineData(DatabaseProvider.Sqlite, "Data Source=:memory:")]
    [InlineData(DatabaseProvider.Sqlite, "Data Source=shared;Mode=Memory;Cache=Shared")]
    public void Measure_NoFileOfItsOwn_IsNothing(DatabaseProvider provider, string connection) => Assert.Null(Measure(provider, connection));

    [Fact]
    public void Measure_FolderIsGone_IsAnIOException() =>
        Assert.ThrowsAny<IOException>(() => Measure(DatabaseProvider.Sqlite, $"Data Source={Path.Combine(Path.GetTempPath(), "no-such-folder", "portal.db")}"));

    private static long? Measure(DatabaseProvider provider, string connection) =>
        new VolumeFreeSpace(new DatabaseOptions { Provider = provider, ConnectionString = connection }).Measure();
}
