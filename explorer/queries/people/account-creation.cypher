// Account creation by month
// question: In which months were the listed accounts created?
// parameters:
//   campaign: text, key of a release; all releases when null
// columns:
//   month: text, YYYY-MM
//   accounts: integer, listed accounts created in it
//   days: integer, distinct days of creation in it; few days and many accounts are a burst
//   busiest_day: date, the day with the most of them, the first of these when there are several
//   on_busiest_day: integer, accounts created on that day
// caveats:
//   - Accounts without a day of creation are left out.
// scan: Campaign: a few dozen nodes, the way to the accounts that they list
:param campaign => null;
MATCH (c:Campaign)<-[:MEMBER_OF]-(a:Account)
WHERE a.created_on IS NOT NULL AND ($campaign IS NULL OR c.key = $campaign)
WITH a.created_on AS day, count(DISTINCT a) AS accounts
ORDER BY accounts DESC, day
WITH substring(toString(day), 0, 7) AS month, collect({day: day, accounts: accounts}) AS by_day, sum(accounts) AS accounts
RETURN month,
       accounts,
       size(by_day) AS days,
       by_day[0].day AS busiest_day,
       by_day[0].accounts AS on_busiest_day
ORDER BY month
