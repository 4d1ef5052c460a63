using Portal.Data;

namespace Portal.Gateway.Storage;

/// <summary>Measures the volume that the SQLite file is on.</summary>
internal sealed class VolumeFreeSpace(DatabaseOptions database) : IFreeSpace
{
    public long? Measure()
    {
        if (database.GetSqliteFile() is not { } file)
        {
            return null;
        }

        // On Unix any path names the volume it is on; on Windows it is the drive.
        return new DriveInfo(
            OperatingSystem.IsWindows() ? Path.GetPathRoot(file)! : Path.GetDirectoryName(file)!
        ).AvailableFreeSpace;
    }
}
