using System.Runtime.InteropServices;
using System.Text;

namespace Portal.Data.Locking;

/// <summary>Identifies a file whatever its path: device and inode on Linux, elsewhere the time it was made.</summary>
/// <param name="Device">The device.</param>
/// <param name="Number">The inode.</param>
internal readonly record struct FileIdentity(ulong Device, ulong Number)
{
    private const int CurrentDirectory = -100;
    private const int EmptyPath = 0x1000;
    private const uint InodeMask = 0x100;

    // struct statx has the same layout on every architecture, which struct stat has not.
    private const int StatxLength = 256;
    private const int InodeOffset = 32;
    private const int DeviceOffset = 136;

    /// <summary>Gets the path as the operating system takes it: UTF-8 with a zero behind it.</summary>
    public static byte[] Native(string path) => Encoding.UTF8.GetBytes(path + '\0');

    /// <summary>Gets the identity of what is at a path now; null when nothing is. Costs one system call.</summary>
    /// <param name="path">The path.</param>
    /// <param name="native">The same from <see cref="Native"/>.</param>
    public static FileIdentity? At(string path, byte[] native) =>
        OperatingSystem.IsLinux() ? Read(CurrentDirectory, native, 0)
        : File.Exists(path) ? new FileIdentity(0, (ulong)File.GetCreationTimeUtc(path).Ticks)
        : null;

    /// <summary>Gets the identity of an open file, wherever it has been moved to.</summary>
    public static FileIdentity? Of(FileStream file) =>
        OperatingSystem.IsLinux()
            ? Read((int)file.SafeFileHandle.DangerousGetHandle(), [0], EmptyPath)
            : new FileIdentity(0, (ulong)File.GetCreationTimeUtc(file.SafeFileHandle).Ticks);

    private static FileIdentity? Read(int directory, byte[] path, int flags)
    {
        Span<byte> answer = stackalloc byte[StatxLength];
        return Statx(directory, path, flags, InodeMask, ref MemoryMarshal.GetReference(answer)) == 0
            ? new FileIdentity(
                MemoryMarshal.Read<ulong>(answer[DeviceOffset..]),
                MemoryMarshal.Read<ulong>(answer[InodeOffset..])
            )
            : null;
    }

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int directory, byte[] path, int flags, uint mask, ref byte answer);
}
