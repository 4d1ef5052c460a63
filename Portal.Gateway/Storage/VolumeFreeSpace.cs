using Microsoft.Data.Sqlite;
using Portal.Data;

namespace Portal.Gateway.Storage;

/// <summary>Measures the volume that the SQLite file is on.</summary>
internal sealed class VolumeFreeSpace(DatabaseOptions database) : IFreeSpace
{
    public long? Measure()
    {
        if (database.Provider != DatabaseProvider.Sqlite)
        {
            return null;
        }

        var source = new SqliteConnectionStringBuilder(database.ConnectionString) is { Mode: not SqliteOpenMode.Memory } settings ? settings.DataSource : "";
        if (source.Length == 0 || source.StartsWith(':'))
        {
            return null;
        }

        // On Unix any path names the volume it is on; on Windows it is the drive.
        var file = Path.GetFullPath(source);
        return new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(file)! : Path.GetDirectoryName(file)!).AvailableFreeSpace;
    }
}
