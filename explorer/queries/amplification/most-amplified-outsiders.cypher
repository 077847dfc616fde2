// Most amplified outside accounts
// question: Which accounts that no release lists did the campaign retweet most, and what else did it do to them?
// parameters:
//   campaign: text, key of a release; all releases when null
//   limit: integer, rows at most
// columns:
//   account: text, handle, else display name, else pseudonym
//   user_id: text, id of the account, or its hash
//   retweets: integer, retweets of its tweets
//   accounts: integer, accounts that retweeted it
//   quotes: integer, quotes of its tweets
//   replies: integer, replies to it
//   mentions: integer, tweets that name it in the accounts' own words
//   first_at: time, the first retweet
//   last_at: time, the last retweet
// caveats:
//   - Being retweeted says nothing about the account itself; many are bystanders.
//   - With a filter, a pair of accounts that acted in several releases counts with all it did.
// scan: Outsider: every outside account is counted
:param campaign => null;
:param limit => 20;
MATCH (o:Outsider)<-[r:RETWEETED]-(a:Account)
WHERE $campaign IS NULL OR $campaign IN r.campaigns
WITH o, sum(r.times) AS retweets, count(a) AS accounts, min(r.first_at) AS first_at, max(r.last_at) AS last_at
ORDER BY retweets DESC, o.user_id
LIMIT $limit
CALL (o) {
  MATCH (o)<-[r:QUOTED|REPLIED_TO|MENTIONED]-(:Account)
  WHERE $campaign IS NULL OR $campaign IN r.campaigns
  RETURN sum(CASE type(r) WHEN 'QUOTED' THEN r.times ELSE 0 END) AS quotes,
         sum(CASE type(r) WHEN 'REPLIED_TO' THEN r.times ELSE 0 END) AS replies,
         sum(CASE type(r) WHEN 'MENTIONED' THEN r.times ELSE 0 END) AS mentions
}
RETURN coalesce(o.screen_name, o.display_name, o.alias) AS account,
       o.user_id AS user_id,
       retweets,
       accounts,
       quotes,
       replies,
       mentions,
       first_at,
       last_at
ORDER BY retweets DESC, user_id
