using System.Diagnostics;
using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Approvals;
using Portal.Data.People;
using Portal.Gateway.Approvals;
using Portal.Gateway.Keys;
using Portal.SignIn;

namespace Portal.Tests.Components;

/// <summary>What the pages for approvals need beside the rest: people with roles in the database, rules in force, tickets.</summary>
internal static class ApprovalContext
{
    public const string Rule = """{"kind":"approval","name":"bulk export","servers":["payments"],"tools":["export_*"],"windowMinutes":60}""";

    /// <summary>Signs the person in, with the roles in the database as well as in the sign-in.</summary>
    public static async Task SeatAsync(this PortalContext portal, TimeSpan signedInAgo, params string[] roles)
    {
        portal.SignIn(roles);
        portal.Person.SetClaims(
            new Claim(ClaimTypes.NameIdentifier, portal.PersonId.ToString()), new Claim(PersonClaims.SignInId, "sign-in-1"), new Claim(PersonClaims.DisplayName, "Ada"), new Claim(PersonClaims.Method, "password"),
            new Claim(PersonClaims.AuthTime, (portal.Clock.GetUtcNow() - signedInAgo).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture)));
        await portal.AddPersonAsync(portal.PersonId, "ada@example.com", roles);
        await portal.Services.GetRequiredService<KeyRegister>().LoadAsync(CancellationToken.None);
    }

    public static async Task AddPersonAsync(this PortalContext portal, Guid id, string email, params string[] roles)
    {
        await using var context = portal.Open();
        context.Users.Add(new Person { Id = id, Email = email, UserName = email, NormalizedEmail = email, NormalizedUserName = email, DisplayName = email, SecurityStamp = "s" });
        foreach (var name in roles)
        {
            var role = context.Roles.Local.FirstOrDefault(row => row.Name == name) ?? context.Roles.FirstOrDefault(row => row.Name == name);
            role ??= context.Roles.Add(new IdentityRole<Guid>(name) { Id = Guid.CreateVersion7(), NormalizedName = name }).Entity;
            context.UserRoles.Add(new IdentityUserRole<Guid> { UserId = id, RoleId = role.Id });
        }

        await context.SaveChangesAsync();
    }

    public static ApprovalTicket AddTicket(this PortalContext portal, string tool = "export_transactions", string? arguments = """{"limit":5000}""", Action<ApprovalTicket>? change = null)
    {
        var now = portal.Clock.GetUtcNow();
        var ticket = new ApprovalTicket
        {
            CallerId = Guid.CreateVersion7(), CallerKind = CallerKind.Person, CallerName = "erik@example.com", Server = "payments", Method = "tools/call", Tool = tool, Arguments = arguments,
            CallHash = Guid.NewGuid().ToByteArray().Concat(Guid.NewGuid().ToByteArray()).ToArray(), Rule = "bulk export", RuleVersion = 1, Condition = "$.limit gt 100 (5000)", Quorum = 1,
            ApproverRoles = ["approver"], WindowMinutes = 60, Created = now.AddMinutes(-1), Expires = now.AddMinutes(29), Changed = now,
        };
        change?.Invoke(ticket);
        using var context = portal.Open();
        context.ApprovalTickets.Add(ticket);
        context.SaveChanges();
        return ticket;
    }

    public static void Announce(this PortalContext portal, ApprovalTicket ticket) => portal.Services.GetRequiredService<ApprovalFeed>().Announce(ApprovalNotice.Of(ticket));

    /// <summary>A change may come within a pause of the one before: the clock is moved on in small steps until what is expected shows.</summary>
    public static async Task UntilAsync(this PortalContext portal, Action assertion)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                assertion();
                return;
            }
            catch (Exception exception) when (Stopwatch.GetElapsedTime(began) < Outer.Limit && (exception is Xunit.Sdk.XunitException or ElementNotFoundException))
            {
                portal.Clock.Advance(TimeSpan.FromMilliseconds(25));
                await Task.Delay(TimeSpan.FromMilliseconds(20), Xunit.TestContext.Current.CancellationToken);
            }
        }
    }

    /// <summary>Puts a ticket in another state, as somebody elsewhere would.</summary>
    public static async Task ChangeAsync(this PortalContext portal, ApprovalTicket ticket, TicketState state)
    {
        await using var context = portal.Open();
        await context.ApprovalTickets.Where(row => row.Id == ticket.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, state));
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        ticket.State = state;
        portal.Announce(ticket);
    }

    /// <summary>A ticket as it is stored.</summary>
    public static async Task<ApprovalTicket> StoredAsync(this PortalContext portal, ApprovalTicket ticket)
    {
        await using var context = portal.Open();
        return await context.Ticket(ticket.Id).SingleAsync();
    }

    /// <summary>The button with a text.</summary>
    public static AngleSharp.Dom.IElement Button<T>(IRenderedComponent<T> page, string text)
        where T : IComponent => page.FindAll("button").Single(button => button.TextContent.Contains(text, StringComparison.Ordinal));
}
