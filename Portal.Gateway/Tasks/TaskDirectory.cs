using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Portal.Data;
using Portal.Data.Tasks;
using Portal.Gateway.Callers;

namespace Portal.Gateway.Tasks;

/// <summary>Says whose a server's task is, also after a restart. A binding never changes.</summary>
internal sealed class TaskDirectory(IDbContextFactory<PortalDbContext> contexts, TimeProvider time) : IDisposable
{
    /// <summary>Longest id of a task.</summary>
    public const int MaxIdLength = 1024;

    /// <summary>Longest name of a tool whose tasks can be bound.</summary>
    public const int MaxToolLength = 256;

    /// <summary>How long a binding is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    private const int MostRemembered = 10_000;

    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = MostRemembered });

    /// <summary>Finds whose a task is; null for one that no call through the portal made.</summary>
    public async ValueTask<TaskBinding?> FindAsync(string server, string taskId, CancellationToken cancellationToken)
    {
        if (taskId.Length > MaxIdLength)
        {
            return null;
        }

        var hash = HashOf(taskId);
        var key = (server, TokenHash.FromBytes(hash));
        if (_known.TryGetValue(key, out TaskBinding? known))
        {
            return known;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var binding = await context
            .TaskBindings.AsNoTracking()
            .FirstOrDefaultAsync(task => task.Server == server && task.TaskHash == hash, cancellationToken);
        return binding is null ? null : _known.Set(key, binding, new MemoryCacheEntryOptions { Size = 1 });
    }

    /// <summary>
    /// Binds a task to the caller and the tool that made it, durably. False when it is another caller's, or another tool's,
    /// already.
    /// </summary>
    public async ValueTask<bool> BindAsync(
        string server,
        string taskId,
        Caller caller,
        string tool,
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(server, taskId, cancellationToken) is { } earlier)
        {
            return IsSame(earlier, caller, tool);
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.TaskBindings.Add(
            new TaskBinding
            {
                Server = server,
                TaskHash = HashOf(taskId),
                CallerId = caller.Id,
                CallerKind = caller.Kind,
                Tool = tool,
                Created = time.GetUtcNow(),
            }
        );
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException)
        {
            // Somebody was faster, or the fault is the database's, which shows again here.
            if (await FindAsync(server, taskId, cancellationToken) is { } first)
            {
                return IsSame(first, caller, tool);
            }

            throw;
        }
    }

    /// <summary>Forgets the tasks that were made so long ago that no server has them any longer.</summary>
    public async Task<int> ForgetAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - Kept;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.TaskBindings.Where(task => task.Created < before).ExecuteDeleteAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _known.Dispose();

    private static bool IsSame(TaskBinding binding, Caller caller, string tool) =>
        binding.CallerId == caller.Id && string.Equals(binding.Tool, tool, StringComparison.Ordinal);

    private static byte[] HashOf(string taskId) => SHA256.HashData(Encoding.UTF8.GetBytes(taskId));
}
