// Share of accounts that act together
// question: What share of a release's accounts co-retweeted or posted the same text as another within the window?
// parameters:
//   campaign: text, key of a release; all releases when null
//   run: text, key of a run of `ioscope detect`; all runs when null
// columns:
//   campaign: text, key of the release
//   command: text, the run's command: its window and its filters
//   accounts: integer, accounts of the release that tweeted in the run's days
//   co_acting: integer, those that co-retweeted or co-tweeted with another account at least once
//   share: float, co_acting as a share of accounts, 0 to 1
//   flagged: integer, those with at least one such edge that is flagged
//   share_flagged: float, flagged as a share of accounts, 0 to 1
//   run: text, key of the run
// caveats:
//   - co_acting counts every edge, whatever its chance level, as the literature does (about three quarters at 60 s, Schoch
//     et al. 2022); flagged counts only what the run's null does not expect.
//   - A run of one of the two actions counts that one; runs of neither have no such share.
//   - A stale run counted the releases as they were then: `ioscope status`.
// scan: Run: a handful of nodes
:param campaign => null;
:param run => null;
MATCH (r:Run)
WHERE ($run IS NULL OR r.key = $run) AND r.campaigns IS NOT NULL AND r.accounts IS NOT NULL
UNWIND range(0, size(r.campaigns) - 1) AS i
WITH r, r.campaigns[i] AS campaign, r.accounts[i] AS accounts, r.co_acting[i] AS co_acting, r.co_flagged[i] AS flagged
WHERE $campaign IS NULL OR campaign = $campaign
RETURN campaign,
       r.command AS command,
       accounts,
       co_acting,
       CASE WHEN accounts > 0 THEN toFloat(co_acting) / accounts END AS share,
       flagged,
       CASE WHEN accounts > 0 THEN toFloat(flagged) / accounts END AS share_flagged,
       r.key AS run
ORDER BY campaign, run
