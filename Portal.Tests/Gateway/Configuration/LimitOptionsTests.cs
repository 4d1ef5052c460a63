using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Portal.Gateway;
using Portal.Gateway.Configuration;
using Xunit;

namespace Portal.Tests.Gateway.Configuration;

public sealed class LimitOptionsTests
{
    [Fact]
    public void Options_EachHasARangeThatHoldsItsDefault()
    {
        var options = new LimitOptions();
        Assert.All(typeof(LimitOptions).GetProperties(), property => Assert.True(property.GetCustomAttribute<RangeAttribute>()!.IsValid(property.GetValue(options))));
        Assert.True(new AnnotatedOptionsValidator<LimitOptions>(LimitOptions.Section).Validate(null, options).Succeeded);
    }

    [Fact]
    public void Validate_SeveralOutOfRange_NamesEachKey()
    {
        var result = new AnnotatedOptionsValidator<LimitOptions>(LimitOptions.Section).Validate(null, new LimitOptions { Searches = 0, BodySeconds = -1 });
        Assert.Equal(2, result.Failures!.Count());
        Assert.Contains(result.Failures!, failure => failure.StartsWith("Limits:Searches:", StringComparison.Ordinal));
        Assert.Contains(result.Failures!, failure => failure.StartsWith("Limits:BodySeconds:", StringComparison.Ordinal));
    }
}
