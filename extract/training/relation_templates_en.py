"""English sentences with what they say: slots are numbered, the statements name the numbers."""

SAYING = """
{1:company} was founded in {3:date} by {2:person} and is headquartered in {4:place}. | 1 foundedBy 2; 1 foundedOn 3; 1 headquarteredIn 4
{2:person} set up {1:company} in {3:place} after leaving {4:company}. | 1 foundedBy 2; 2 affiliatedWith 4
{2:person}, who founded {1:company}, spoke at the {3:event}. | 1 foundedBy 2
The {1:institute} was established by the {2:agency} on {3:date}. | 1 foundedBy 2; 1 foundedOn 3
Established in {2:date}, the {1:institute} has its seat in {3:place}. | 1 foundedOn 2; 1 headquarteredIn 3
The {1:institute} opened its doors in {2:date}. | 1 foundedOn 2
{2:place}-based {1:company} unveiled the {3:product}. | 1 headquarteredIn 2; 3 developedBy 1
{1:company} moved its head office from {3:place} to {2:place}. | 1 headquarteredIn 2
The {1:agency} sits in {2:place}. | 1 locatedIn 2
The {1:institute} stands on the outskirts of {2:place}. | 1 locatedIn 2
{1:place} lies in {2:place}. | 1 locatedIn 2
{1:place}, a town in {2:place}, was flooded. | 1 locatedIn 2
{1:place} lies between {2:place} and {3:place}. |
The {1:event} took place in {2:place} and was chaired by {3:person}. | 1 locatedIn 2; 1 chairedBy 3
The {1:event} ran from {2:date} to {3:date} in {4:place}. | 1 startDate 2; 1 endDate 3; 1 locatedIn 4
The {1:event} opens on {2:date}. | 1 startDate 2
The {1:project} began in {2:date} and ends in {3:date}. | 1 startDate 2; 1 endDate 3
Work on the {1:project} started on {2:date}. | 1 startDate 2
The {1:project} has a budget of {2:money} and is carried out by the {3:institute}. | 1 budget 2; 1 executedBy 3
The {3:institute} delivers the {1:project} with {2:money} from the treasury. | 1 executedBy 3; 1 budget 2
The {2:agency} oversees the {1:project}, which costs {3:money}. | 1 managedBy 2; 1 budget 3
The {1:project} is run by the {2:agency}; its principal investigator is {3:person}. | 1 managedBy 2; 1 principalInvestigator 3
{2:person} of the {3:institute} leads the {1:project}. | 1 principalInvestigator 2; 2 affiliatedWith 3
Partners in the {1:project} are the {2:institute} and {3:company}. | 1 partnerOrganization 2; 1 partnerOrganization 3
The {1:event} was co-organised by {2:company} and the {3:agency}. | 1 partnerOrganization 2; 1 partnerOrganization 3
The {3:project} is authorised under the {2:law}. | 3 legalBasis 2
The {1:institute} was created under section 4 of the {2:law}. | 1 legalBasis 2
The {2:agency} is responsible for administering the {1:law}. | 1 competentAuthority 2
The competent authority for the {1:law} is the {2:agency}. | 1 competentAuthority 2
The {1:law} was promulgated on {2:date} and last amended on {3:date}. | 1 promulgatedOn 2; 1 amendedOn 3
The {1:law} became law on {2:date}. | 1 promulgatedOn 2
The {1:law}, introduced by {2:person}, was revised on {3:date}. | 1 proposedBy 2; 1 amendedOn 3
{2:person} tabled the {1:law}. | 1 proposedBy 2
The {1:product} was built by {2:company} and came out of the {3:project}. | 1 developedBy 2; 1 outcomeOf 3
{2:company} makes the {1:product}. | 1 developedBy 2
{2:person} invented the {1:product}. | 1 developedBy 2
The {3:project} resulted in the {1:product}. | 1 outcomeOf 3
During the {1:event} the delegation visited the {2:institute}. | 1 visited 2
The {1:event} included a stop at {2:company} in {3:place}. | 1 visited 2
{3:person}, {2:title} of the {1:agency}, welcomed the {4:project}. | 1 headedBy 3; 3 hasTitle 2 | titles=head
{1:company} {2:title} {3:person} resigned on {4:date}. | 1 headedBy 3; 3 hasTitle 2 | titles=head
{3:person} heads the {1:agency}. | 1 headedBy 3
{1:company}, led by {2:person}, made a profit. | 1 headedBy 2
The board of {1:company} named {2:person} its chief. | 1 headedBy 2
{1:person} works for {2:company}. | 1 affiliatedWith 2
{1:person} is an engineer at {2:company}. | 1 affiliatedWith 2
{1:person}, a researcher with the {2:institute}, agreed. | 1 affiliatedWith 2
{1:person} ({2:institute}) and {3:person} ({4:company}) | 1 affiliatedWith 2; 3 affiliatedWith 4
{1:person} left {3:company} to join {2:company}. | 1 affiliatedWith 2; 1 affiliatedWith 3
{1:person} teaches at the {2:institute}. | 1 affiliatedWith 2
{1:person} is a member of the {2:agency}. | 1 memberOf 2
{1:company} joined the {2:agency} in {3:date}. | 1 memberOf 2
Members of the {1:agency} include {2:company} and {3:company}. | 2 memberOf 1; 3 memberOf 1
{1:person} was promoted to {2:title}. | 1 hasTitle 2
{1:person}, {2:title}, signed the letter. | 1 hasTitle 2
The {1:institute} belongs to the {2:agency}. | 1 parentOrganization 2
The {1:agency} is a branch of the {2:agency}. | 1 parentOrganization 2
{1:company} is a subsidiary of {2:company}. | 1 parentOrganization 2
{2:company}'s {1:company} unit cut jobs. | 1 parentOrganization 2
{2:company}, the parent of {1:company}, reported a loss. | 1 parentOrganization 2
{2:company} owns {1:company}. | 1 ownedBy 2
{2:company} holds a third of the shares of {1:company}. | 1 ownedBy 2
{1:company} is owned by {2:person}. | 1 ownedBy 2
{1:person} was born on {2:date} in {3:place}. | 1 birthDate 2; 1 birthPlace 3
{1:person} (born {2:date}, {3:place}) is a painter. | 1 birthDate 2; 1 birthPlace 3
A native of {2:place}, {1:person} moved to {3:place}. | 1 birthPlace 2
{1:person} died in {3:place} on {2:date}. | 1 deathDate 2
{1:person} ({2:date} – {3:date}) was a geologist. | 1 birthDate 2; 1 deathDate 3
{1:person} graduated from the {2:institute}. | 1 alumniOf 2
{1:person} studied law at the {2:institute} and works at {3:company}. | 1 alumniOf 2; 1 affiliatedWith 3
{1:work} was written by {2:person}. | 1 author 2
{2:person} is the author of {1:work}. | 1 author 2
{2:person} published {1:work} in {3:date}. | 1 author 2
In {3:date} the {2:agency} created the {1:institute}, with {4:person} as its first head. | 1 foundedBy 2; 1 foundedOn 3; 1 headedBy 4
{3:person} has been {2:title} of the {1:institute} since {4:date}. | 1 headedBy 3; 3 hasTitle 2 | titles=head
{3:person} was appointed {2:title} of {1:company}. | 1 headedBy 3; 3 hasTitle 2 | titles=head
Former {1:company} {2:title} {3:person} retired. | 1 headedBy 3; 3 hasTitle 2 | titles=head former
Under {3:person}, the {1:agency} launched the {4:project}. | 1 headedBy 3
{1:person} serves as {3:title} at the {2:institute}. | 1 affiliatedWith 2; 1 hasTitle 3
{2:company} employee {1:person} won a prize. | 1 affiliatedWith 2
{1:person} joined {2:company} in {3:date}. | 1 affiliatedWith 2
{1:person} spent ten years with {2:company}. | 1 affiliatedWith 2
The {1:institute} is in {2:place}. | 1 locatedIn 2
The {1:institute} in {2:place} lost power. | 1 locatedIn 2
{1:place} is a district of {2:place}. | 1 locatedIn 2
{1:company} has its headquarters in {2:place} and employs a thousand people. | 1 headquarteredIn 2
{1:company} ({2:place}) makes valves. | 1 headquarteredIn 2
The {1:institute}, part of the {2:agency}, published its report. | 1 parentOrganization 2
{1:company} was bought by {2:company} and is now a wholly owned subsidiary. | 1 parentOrganization 2; 1 ownedBy 2
The {1:project} is commissioned by the {2:agency} and carried out by the {3:institute}. | 1 managedBy 2; 1 executedBy 3
{3:company} won the {2:money} contract for the {1:project}. | 1 executedBy 3; 1 budget 2
The {1:event} will be held on {2:date} in {3:place}. | 1 startDate 2; 1 locatedIn 3
{2:person} presided over the {1:event}. | 1 chairedBy 2
Under the {2:law} the {3:agency} set up the {1:institute}. | 1 legalBasis 2; 1 foundedBy 3
{1:product} is developed jointly by the {2:institute} and {3:company}. | 1 developedBy 2; 1 developedBy 3
{1:person} was educated at the {2:institute}. | 1 alumniOf 2
{1:person} holds a degree from the {2:institute}. | 1 alumniOf 2
{1:person} passed away in {2:date}. | 1 deathDate 2
{1:person}, born in {3:place} in {2:date}, moved to {4:place}. | 1 birthDate 2; 1 birthPlace 3
"""

NAMING = """
{1:person} gave an interview to {2:company} in {3:place}. |
{1:person} walked past the offices of {2:company}. |
{1:person} asked the {2:agency} for a form. |
Shares in {1:company} and {2:company} fell. |
The {1:agency} wrote to the {2:agency} for data. |
{1:person} had heard the name of the {2:project}. |
{2:person} ran into {4:person} in {3:place} on {1:date}. |
{1:person} criticised the {2:agency} for the delay. |
The {1:product} and the {2:project} were on one slide. |
{1:company} sells its goods in {2:place}. |
{1:person} came across a report on the {2:law}. |
{1:person} is no employee of the {2:agency}. |
{1:company} took no part in the {2:project}. |
It is unclear if {1:person} will become {3:title} of the {2:agency}. |
{1:person} would not comment on talk of a move to {2:company}. |
Should {1:company} relocate to {2:place}, staff will be rehoused. |
The {1:agency} rejected the idea that {2:company} is its branch. |
{1:person} bought a {3:product} on {2:date}. |
{1:person} donated {2:money} to the {3:institute}. |
The road from {1:place} to {2:place} was closed on {3:date}. |
{1:person} lent {2:work} to {3:person}. |
The {1:institute} quoted {2:person} against the {3:agency}. |
{1:company} named {3:place} in an advertisement of {2:date}. |
Trading in {2:company} stopped on the day of the {1:event}. |
{1:person} wrote that the {2:law} is unfair. |
{1:person} was treated at the {2:institute}. |
{1:company} sent a letter to {2:person}. |
The {1:agency} respects the ruling of the {2:agency}. |
{1:person} was not born in {2:place}. |
{1:person} never attended the {2:institute}. |
{1:person} dreams of being {3:title} of {2:company}. |
{1:company} bid for the {3:project} of the {2:agency} and lost. |
A {1:product} broke down at the {2:institute}. |
The meeting of {1:date} did not turn to the {2:law}. |
{1:person} grumbled about the {3:money} spent on the {2:project}. |
{1:person} met {2:person} of the same surname in {3:place}. |
{1:person} sued {2:company} in {3:date}. |
{1:person} married {2:person} in {3:place} on {4:date}. |
{1:person}'s son {2:person} lives in {3:place}. |
{1:person} and {2:person} posed outside the {3:institute}. |
{1:company} applied to the {2:agency} for a grant. |
The {1:agency} fined {2:company} {3:money}. |
The {1:institute} invited {2:person} to speak. |
{1:person} relayed the statement of the {2:agency}. |
{1:person} turned down the post of {3:title} at the {2:agency}. |
The {1:law} differs from the {2:law}. |
{1:company} considered buying {2:company} and dropped the plan. |
{1:person} lives in {2:place} and visits {3:place} often. |
"""
