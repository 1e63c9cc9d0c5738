"""Facts of cases, lessons and rules that were looked up a second time: what the reference page of the cases ends with."""

# What a reader of facts looked up on 23 November 2026: unit, what, where, what was found. Texts that only repeat each other
# count once.
LOOKED_UP = (
    ("almaviva, four_trends", "Capita: alert after ten minutes, machine cut off after 58 hours, 6.6 million people, 14 million pounds", "Brabners, Inside Privacy (Covington), Cybernews", "confirmed"),
    ("almaviva, four_trends, suppliers", "GDPR, articles 33(1) and 33(2)", "a copy of the regulation in CISO Assistant", "confirmed"),
    ("crowdstrike_insider, insiders", "BBC: July 2025, a share of the ransom, a flood of sign-in requests, cut off as a precaution", "NDTV (reprint) and four retellings", "confirmed"),
    ("serv_u", "CVE-2025-40548 and 40549: of 18 November 2025, 15.5.2 and earlier, administrator rights, medium on Windows", "CVE records", "confirmed"),
    ("serv_u", "CVE-2026-28318: of 4 June 2026, 15.5.4 Hotfix 1, in CISA’s catalogue on 5 June, due on 19 June, exposed servers", "CVE record, recatools, RedLegg, cert.ug, Particle", "confirmed"),
    ("serv_u", "Flaws of the product in CISA’s catalogue of 25 August 2025", "cisagov/kev-data", "confirmed: three"),
    ("serv_u", "Further flaws of 2026", "CVE records of 24 February and 21 July 2026", "mended: the case counted to four and told of no others; two events added"),
    ("seven_zip", "CVE-2025-0411: title, of 25 January 2025, in the catalogue since 6 February 2025", "CVE record, cisagov/kev-data", "confirmed"),
    ("seven_zip", "Catalogue of 7 August 2026: 1,662 entries", "five public copies of 7 and 8 August 2026", "confirmed; that 7-Zip has one entry there was not read again"),
    ("seven_zip", "Version 26.03 of 3 September 2026 and the mark of the internet", "src-history.txt of 21 October 2026", "confirmed (CVE-2026-58052)"),
    ("cloudflare_outage, automation_and_zero_trust", "18 November 2025: permissions at 11:05, failures from 11:20, core traffic at 14:30, all at 17:06 UTC, file doubled, an attack suspected first", "five summaries of the maker’s report", "confirmed"),
    ("cloned_voice, payment_voice", "Ferrari: a question about a book, the call ends, Bloomberg on 26 July 2024", "ANSA, Il Friuli, automoto.it", "confirmed"),
    ("cloned_voice, payment_voice, four_trends", "Arup: 15 transfers to five accounts within a week of January 2024, 200 million Hong Kong dollars, no system compromised", "Inside Asia, Dezeen, Construction Management", "confirmed"),
    ("serv_u, almaviva, suppliers, four_trends", "Verizon 2026: 26 % of the catalogue’s flaws repaired after 38 %, 43 days, third parties up by 60 % to nearly half", "Hive Security, Cybergrind", "confirmed; 48 % and 62 % themselves not seen again"),
    ("phishing_by_mail, passwords_and_second_factors", "Microsoft, spring 2026: more than 35,000 people in 13,000 organisations, an authorised internal channel, past a second factor", "Business Standard, Microsoft’s release of 4 May 2026", "confirmed"),
    ("automation_and_zero_trust", "Atlassian 2022: 775 customers, two weeks", "UX Design, inside-it.ch", "confirmed; 883 sites and 23 minutes not seen again"),
    ("four_trends", "Amazon: an empty record, 20 October 2025 (UTC), more than 14 hours", "copies of the maker’s summary (19 October 23:48 to 20 October 14:20, Pacific time)", "confirmed"),
    ("crowdstrike_insider, insiders", "Dismissed in October 2025, pictures on 21 November, Gainsight denied, 25,000 dollars offered and cookies of no use by the group’s account", "The Stack, NetSecOps, Salve Geek", "confirmed"),
    ("backups_and_ransomware", "British Library, October 2023: some 600 gigabytes, auction, published, nothing paid", "IMD, Cyber Daily, imtr.net", "confirmed"),
    ("cloud_sharing", "Toyota 2023: more than two million, about ten years, no sign of misuse", "The Record, Carscoops", "confirmed"),
    ("suppliers", "FBI 2024: 21,442 reports of business email fraud, close to 2.8 billion dollars", "Nacha, Abnormal AI", "confirmed"),
    ("passwords_and_second_factors", "NIST SP 800-63B-4: 15 characters where a password stands alone, no change without cause", "OWASP/ASVS issue 3242 and a note of December 2025, both quoting it", "confirmed"),
    ("phishing_by_mail", "United Kingdom 2025: 85 % of businesses with a breach or attack had met phishing", "Cyber Exchange, CyberSmart", "confirmed"),
    ("payment_voice", "Name and IBAN compared since 9 October 2025, the payer who goes on bears the risk", "Mason Hayes & Curran, Particle", "confirmed"),
    ("four_trends", "China: ten million yuan as the highest fine for critical infrastructure (article 61)", "quotation of the official PDF of the amended law", "confirmed"),
    ("four_trends", "NIS 2, article 20(2): managers are trained, employees encouraged", "overview.legal", "confirmed"),
    ("reporting_and_incidents", "China: four hours, one hour for critical infrastructure, from relatively major on", "the measures as quoted in a research note of 9 October 2026", "confirmed"),
    ("reporting_and_incidents, cloud_sharing, backups_and_ransomware", "72 hours, where feasible, unless a risk is unlikely (European Union and United Kingdom)", "CISO Assistant, Bifrost", "confirmed"),
    ("backups_and_ransomware", "3-2-1 is credited to Peter Krogh", "Backup Wrap-up (interview), All Net Connect", "confirmed; the year of the book differs (2005, 2006) and is not in the text"),
    ("insiders", "PIPL, article 51: rights set sensibly, people trained", "a copy of the law in LawRefBook", "confirmed"),
    ("rules: gdpr", "Articles 3, 4(5), 5, 6, 9, 12(3), 28, 30(5), 32(4), 33, 44, 83, 99", "a copy in CISO Assistant", "confirmed"),
    ("rules: gdpr", "Digital Omnibus on article 33", "a public note of 13 September 2026", "still a proposal then"),
    ("rules: pipl, data_security_law, network_data", "Every article named", "copies in LawRefBook", "confirmed; mended in 12 of network_data: three years, and other forms than a contract"),
    ("rules: cybersecurity_law", "Articles 23, 27 and 29, grades, filing, yearly assessment", "quotations of the amended law, the law of 2016, measures of 2007", "23 confirmed; 27 and 29 follow from two added articles; GB/T 22239 not found"),
    ("rules: nis2", "Articles 2, 20, 21, 23(1) to (3); recital 102 on the hours was read the day before", "springlex.eu, overview.legal, CISO Assistant, nis2-info.eu", "confirmed"),
    ("rules: nis2", "The French act", "notes of June to October 2026, Exostic of 7 October 2026", "mended: a sitting of 7 October 2026 was taken off the agenda; nothing later found"),
    ("rules: france", "Criminal code, 226-21 and 226-22", "a copy in legalize-fr of 2 April 2026", "confirmed; mended: standing as well as private life"),
    ("rules: france", "Act of 1978, articles 45 and 82", "notaries’ congress 2021, CNIL", "confirmed; article 3 not found"),
    ("rules: france", "Measures 2, 6, 8, 10, 15, 40 of ANSSI’s guide", "a copy in CISO Assistant", "confirmed; mended: the password safe is measure 11"),
    ("rules: iso_27001", "Clauses 6.1.3 and 7.3, eight controls, 93 in all", "an outline in CISO Assistant", "confirmed"),
    ("rules: pci_dss", "Requirements 3.3.1, 3.4.1, 4.2.2, 8.2.2, 9.5.1.3, 12.6.3, 12.6.3.1", "a reprint of 4.0.1 in CISO Assistant", "confirmed"),
    ("rules: csa", "HRS-02, 04, 10 to 13; levels 1 and 2 of STAR", "a public overview of version 4", "confirmed; numbers in 4.1 not found"),
    ("rules: csa", "The United States act after 30 September 2026", "Hunton, Davis Wright Tremaine, Wiley", "nothing later than February 2026 found"),
)  # fmt: skip
NOT_AGAIN = (
    "Read on 22 November 2026 and not looked up a second time: the scenario of the shops, Almaviva’s statement (looked for, not "
    "found), and the figures of the lessons that are not named here."
)
