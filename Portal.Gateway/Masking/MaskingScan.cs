using Portal.Gateway.Masking.Decisions;
using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking;

/// <summary>
/// Holds what is common to all texts of one message while it is masked: what policies ask for, and how much work has been done. A message that asks for more work
/// than its length allows is not read, and must not pass: that is the message's fault, not the engine's.
/// </summary>
internal sealed class MaskingScan
{
    // A message of many megabytes that reads as fast as any other has a tenth of it.
    private const long FreeWork = 4_000_000;
    private const int WorkPerByte = 400;
    private const long MostUnpacked = 32 * 1024 * 1024;

    private readonly long _most;
    private readonly Stack<List<Mention>> _mentions = new();
    private long _unpacked;

    /// <summary>Begins with a message.</summary>
    /// <param name="profile">What policies ask for.</param>
    /// <param name="length">Its length in bytes.</param>
    public MaskingScan(MaskingProfile profile, int length)
    {
        Profile = profile;
        _most = FreeWork + ((long)WorkPerByte * length);
    }

    /// <summary>Gets what policies ask for.</summary>
    public MaskingProfile Profile { get; }

    /// <summary>Gets how much must speak for a value.</summary>
    public Sensitivity Sensitivity => Profile.Sensitivity;

    /// <summary>Gets how much work was done, in steps of a few nanoseconds.</summary>
    public long Spent { get; private set; }

    /// <summary>Represents somebody who is told of digits that are weighed: the script that fits the weights.</summary>
    /// <param name="digits">The digits, ASCII.</param>
    /// <param name="features">What is known about them.</param>
    internal delegate void Observer(ReadOnlySpan<byte> digits, FeatureSet features);

    /// <summary>Gets who is told of what is weighed; null where nobody asks.</summary>
    public Observer? Weighed { get; init; }

    /// <summary>Gets or sets where decisions about values that stay are told; null where nobody asks.</summary>
    public List<Edit>? Kept { get; init; }

    /// <summary>Counts work.</summary>
    /// <exception cref="MessageRefusedException">It is more than the message's length allows.</exception>
    public void Spend(long steps)
    {
        Spent += steps;
        if (Spent > _most)
        {
            throw new MessageRefusedException("The message takes more work to read than its length allows.");
        }
    }

    /// <summary>Counts bytes that were unpacked.</summary>
    /// <exception cref="MessageRefusedException">They are more than one message may unpack to.</exception>
    public void Unpack(int bytes)
    {
        _unpacked += bytes;
        if (_unpacked > MostUnpacked)
        {
            throw new MessageRefusedException("The packed texts within the message unpack to more than is looked at.");
        }
    }

    /// <summary>Returns an empty list for what a text mentions.</summary>
    public List<Mention> TakeMentions() => _mentions.TryPop(out var list) ? list : [];

    /// <summary>Gives a list back.</summary>
    public void Return(List<Mention> mentions)
    {
        mentions.Clear();
        _mentions.Push(mentions);
    }
}
