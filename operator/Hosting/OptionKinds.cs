using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Operator.Resource;

namespace Operator.Hosting;

/// <summary>Options of the kinds that the command line has; a wrong value is answered with the option's name and what it takes.</summary>
internal static partial class OptionKinds
{
    private const string Part = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private const string Name = "[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";
    private const string Key = "(" + Part + "(\\." + Part + ")*/)?" + Name;
    private const string Value = "(" + Name + ")?";
    private const string Requirement = "\\s*(!\\s*" + Key + "|" + Key + "(\\s*(=|==|!=)\\s*" + Value + "|\\s*[<>]\\s*[0-9]+|\\s+(in|notin)\\s*\\(\\s*" + Value + "(\\s*,\\s*" + Value + ")*\\s*\\))?)\\s*";

    public static Option<int> Number(string name, int initial, int smallest, int largest, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => initial,
        CustomParser = result =>
        {
            if (int.TryParse(result.Tokens.Single().Value, out var number) && number >= smallest && number <= largest)
            {
                return number;
            }

            result.AddError($"{name} takes a whole number from {smallest} to {largest}, not \"{result.Tokens.Single().Value}\".");
            return initial;
        },
    };

    public static Option<string?> Named(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "NAME",
        CustomParser = result =>
        {
            if (result.Tokens.Single().Value is { Length: <= 253 } text && ObjectName().IsMatch(text))
            {
                return text;
            }

            result.AddError($"{name} takes a name of lower-case letters, digits, - and ., not \"{result.Tokens.Single().Value}\".");
            return null;
        },
    };

    public static Option<string[]> Namespaces(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "NAME",
        DefaultValueFactory = _ => [],
        CustomParser = result =>
        {
            var names = result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct().ToArray();
            foreach (var wrong in names.Where(text => text.Length > 63 || !Label().IsMatch(text)))
            {
                result.AddError($"{name} takes names of namespaces (lower-case letters, digits and -), not \"{wrong}\".");
            }

            // An empty variable of a template must not open the whole cluster.
            if (names.Length == 0)
            {
                result.AddError($"{name} takes names of namespaces, not \"{result.Tokens[^1].Value}\"; leave it out to serve all of them.");
            }

            return names;
        },
    };

    public static Option<string[]> Names(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "NAME",
        DefaultValueFactory = _ => [],
        CustomParser = result =>
        {
            var names = result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct().ToArray();
            foreach (var wrong in names.Where(text => text.Length > 253 || !ObjectName().IsMatch(text)))
            {
                result.AddError($"{name} takes names of lower-case letters, digits, - and ., not \"{wrong}\".");
            }

            return names;
        },
    };

    /// <summary>The API server has the last word on a selector; what it could never take is told at once.</summary>
    public static Option<string?> Selector(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "SELECTOR",
        CustomParser = result =>
        {
            var text = result.Tokens.Single().Value;
            if (LabelSelector().IsMatch(text))
            {
                return text;
            }

            result.AddError($"{name} takes a label selector such as shard=one, shard in (one,two) or !shard, not \"{text}\".");
            return null;
        },
    };

    public static Option<Uri?> Proxy(string name, string scheme) => new(name)
    {
        Description = $"Proxy for {scheme} calls of the operator and of the ingestion's pods.",
        HelpName = "URL",
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens.Single().Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0)
            {
                return url;
            }

            result.AddError($"{name} takes a URL such as http://proxy.example.com:3128 without user or password.");
            return null;
        },
    };

    /// <summary>An anchor is put behind it, so it must have none of its own.</summary>
    public static Option<Uri?> Page(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "URL",
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens.Single().Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && (url.UserInfo + url.Fragment).Length == 0)
            {
                return url;
            }

            result.AddError($"{name} takes a URL such as https://wiki.example.com/reasons without user, password or anchor.");
            return null;
        },
    };

    /// <summary>In Go's form, too, where :8080 are all addresses; 0, where <paramref name="mayBeOff"/> is set, means none.</summary>
    public static Option<BindAddress> Bind(string name, IPEndPoint initial, bool mayBeOff, string description) => new(name)
    {
        Description = description,
        HelpName = "IP:PORT",
        DefaultValueFactory = _ => new BindAddress(initial),
        CustomParser = result =>
        {
            var text = result.Tokens.Single().Value;
            var endPoint = EndPointOf(text);
            if (endPoint is null && (!mayBeOff || text != "0"))
            {
                result.AddError($"{name} takes an address and a port such as :{initial.Port} or 127.0.0.1:{initial.Port}{(mayBeOff ? ", or 0 for none" : "")}, not \"{text}\".");
            }

            return new BindAddress(endPoint);
        },
    };

    /// <summary>Null where the text is none.</summary>
    public static IPEndPoint? EndPointOf(string text)
    {
        var colon = text.LastIndexOf(':');
        var (host, port) = colon < 0 ? ("", "") : (text[..colon], text[(colon + 1)..]);
        return !ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? null
            : host.Length == 0 ? new IPEndPoint(IPAddress.IPv6Any, number)
            : host.Contains(':', StringComparison.Ordinal) && host[0] != '[' ? null
            : IPAddress.TryParse(host, out var address) ? new IPEndPoint(address, number)
            : null;
    }

    public static IPNetwork[] ParseNetworks(ArgumentResult result)
    {
        var networks = new List<IPNetwork>();
        foreach (var token in result.Tokens)
        {
            if (IPNetwork.TryParse(token.Value, out var network))
            {
                networks.Add(network);
            }
            else
            {
                result.AddError($"--allowed-cidr takes a network such as 10.0.0.0/8, not \"{token.Value}\".");
            }
        }

        return [.. networks];
    }

    [GeneratedRegex(Patterns.DnsSubdomain, RegexOptions.CultureInvariant)]
    private static partial Regex ObjectName();

    [GeneratedRegex(Patterns.DnsLabel, RegexOptions.CultureInvariant)]
    private static partial Regex Label();

    /// <summary>Requirements with commas between: key, !key, key=value, key!=value, key in (a,b), key notin (a,b).</summary>
    [GeneratedRegex("^" + Requirement + "(," + Requirement + ")*$", RegexOptions.CultureInvariant)]
    private static partial Regex LabelSelector();
}
