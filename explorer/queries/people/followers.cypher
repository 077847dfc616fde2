// Followers
// question: How many accounts had no followers when Twitter suspended them, and how many did the others have?
// parameters:
//   campaign: text, key of a release; all releases when null
// columns:
//   campaign: text, key of the release
//   accounts: integer, accounts that the release lists with a number of followers
//   without_followers: integer, those with none
//   share: float, without_followers as a share of accounts, 0 to 1
//   median_followers: integer, half of the accounts had at most as many
//   most_followers: integer, the largest number
//   followers: integer, sum over the accounts; an account of Twitter that follows several of them counts each time
// caveats:
//   - Numbers are those of the day of the suspension.
// scan: Campaign: a few dozen nodes, the way to the accounts that they list
:param campaign => null;
MATCH (c:Campaign)<-[member:MEMBER_OF]-(:Account)
WHERE member.followers IS NOT NULL AND ($campaign IS NULL OR c.key = $campaign)
WITH c.key AS campaign,
     count(*) AS accounts,
     sum(CASE WHEN member.followers = 0 THEN 1 ELSE 0 END) AS without_followers,
     percentileDisc(member.followers, 0.5) AS median_followers,
     max(member.followers) AS most_followers,
     sum(member.followers) AS followers
RETURN campaign,
       accounts,
       without_followers,
       toFloat(without_followers) / accounts AS share,
       median_followers,
       most_followers,
       followers
ORDER BY campaign
