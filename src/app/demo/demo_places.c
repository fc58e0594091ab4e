#include "app/demo/demo.h"

/* Authorities: 299 is Fleet and Wandle; 298 Northmere and 297 Kingsbourne are its neighbours. No authority in England has these codes. */
#define COMMUNITY   "01", "Community school", "4"
#define AIDED       "02", "Voluntary aided school", "4"
#define NURSERY     "15", "Local authority nursery school", "4"
#define CONVERTER   "34", "Academy converter", "10"
#define SPONSORED   "28", "Academy sponsor led", "10"
#define FREE        "35", "Free schools", "11"
#define SPECIAL     "07", "Community special school", "5"
#define REFERRAL    "14", "Pupil referral unit", "4"
#define INDEPENDENT "11", "Other independent school", "3"
#define SIXTH       "45", "Academy 16-19 converter", "10"

const DemoSchool demo_schools[] = {
    { "Kiln Meadow Primary School", "primary", COMMUNITY, "Fleet Bridge", 412, "299", true },
    { "Copper Wharf Primary School", "primary", COMMUNITY, "Wharfside", 388, "299", true },
    { "St Osric's Church of England Primary School", "primary", AIDED, "Old Town", 203, "299", true },
    { "Lantern Lane Primary School", "primary", COMMUNITY, "Lantern Lane", 351, "299", true },
    { "Wandle Bank Primary School", "primary", COMMUNITY, "Wandle Bank", 427, "299", true },
    { "Our Lady of the Ferry Catholic Primary School", "primary", AIDED, "Wharfside", 206, "299", true },
    { "Mulberry Green Primary School", "primary", COMMUNITY, "Mulberry", 577, "299", true },
    { "Tanner's Row Primary School", "primary", COMMUNITY, "Old Town", 231, "299", true },
    { "Holy Cross Catholic Primary School", "primary", AIDED, "Mulberry", 412, "299", true },
    { "Sparrow Hill Primary School", "primary", COMMUNITY, "Sparrow Hill", 198, "299", true },
    { "The Orchard Primary School", "primary", COMMUNITY, "Northfields", 305, "299", true },
    { "St Winifred's Church of England Primary School", "primary", AIDED, "Northfields", 189, "299", true },
    { "Weir Street Primary School", "primary", COMMUNITY, "Fleet Bridge", 182, "299", true },
    { "Coalyard Primary School", "primary", COMMUNITY, "Goods Yard", 286, "299", true },
    { "St Bede's Catholic Primary School", "primary", AIDED, "Goods Yard", 201, "299", true },
    { "Heron Park Primary School", "primary", COMMUNITY, "Heron Park", 395, "299", true },
    { "Ropewalk Primary School", "primary", COMMUNITY, "Wharfside", 224, "299", true },
    { "St Alphege Church of England Primary School", "primary", AIDED, "Heron Park", 195, "299", true },
    { "Bellfoundry Primary School", "primary", COMMUNITY, "Lantern Lane", 263, "299", true },
    { "Sacred Heart Catholic Primary School", "primary", AIDED, "Sparrow Hill", 209, "299", true },
    { "Millrace Primary School", "primary", COMMUNITY, "Wandle Bank", 318, "299", true },
    { "St Cuthbert's Church of England Primary School", "primary", AIDED, "Old Town", 187, "299", true },
    { "Brickfields Primary School", "primary", COMMUNITY, "Northfields", 342, "299", true },
    { "Lavender Fields Primary School", "primary", COMMUNITY, "Lavender Fields", 256, "299", true },
    { "St John Fisher Catholic Primary School", "primary", AIDED, "Lavender Fields", 192, "299", true },
    { "Ferry Lane Nursery School", "nursery", NURSERY, "Wharfside", 96, "299", true },
    { "Little Acorns Nursery School", "nursery", NURSERY, "Mulberry", 82, "299", true },
    { "Goods Yard Academy", "primary", CONVERTER, "Goods Yard", 418, "299", true },
    { "Riverside Free School", "primary", FREE, "Wharfside", 355, "299", false },
    { "Northfields Middle School", "middle deemed primary", COMMUNITY, "Northfields", 310, "299", false },
    { "Heron Park Middle School", "middle deemed secondary", CONVERTER, "Heron Park", 402, "299", false },
    { "Fleet Bridge School", "secondary", COMMUNITY, "Fleet Bridge", 1120, "299", true },
    { "Wandle Academy", "secondary", CONVERTER, "Wandle Bank", 1265, "299", false },
    { "Lavender Fields School", "secondary", SPONSORED, "Lavender Fields", 910, "299", false },
    { "St Thomas More Catholic School", "secondary", AIDED, "Mulberry", 1045, "299", true },
    { "The Weir Academy", "all-through", CONVERTER, "Fleet Bridge", 1480, "299", false },
    { "Fleet and Wandle Sixth Form College", "16 plus", SIXTH, "Old Town", 860, "299", false },
    { "Willow Bank School", "special", SPECIAL, "Sparrow Hill", 118, "299", true },
    { "The Lighthouse School", "special", SPECIAL, "Heron Park", 92, "299", true },
    { "The Bridge Centre", "alternative provision", REFERRAL, "Goods Yard", 64, "299", true },
    { "Fleet House School", "not applicable", INDEPENDENT, "Old Town", 240, "299", false },
    { "Mulberry Preparatory School", "not applicable", INDEPENDENT, "Mulberry", 180, "299", false },
    { "Abbot's Mead Primary School", "primary", COMMUNITY, "Mead", 420, "298", false },
    { "Northmere Park Primary School", "primary", COMMUNITY, "Park", 372, "298", false },
    { "St Ethelburga's Church of England Primary School", "primary", AIDED, "Castle", 208, "298", false },
    { "Beacon Hill Academy", "secondary", CONVERTER, "Beacon", 980, "298", false },
    { "Quarry Road Primary School", "primary", COMMUNITY, "Quarry", 315, "297", false },
    { "Kingsbourne Green Primary School", "primary", COMMUNITY, "Green", 401, "297", false },
    { "The Vale School", "special", SPECIAL, "Vale", 105, "297", false },
    { "St Dunstan's Catholic Primary School", "primary", AIDED, "Vale", 212, "297", false },
};
const size_t demo_school_count = COUNT(demo_schools);

const DemoBody demo_bodies[] = {
    { "Fleet and Wandle Learning Partnership", "partnership", "Fleet Bridge Learning Centre, Weir Street", "FW1 2LP", "partnership" },
    { "SEND and inclusion service", "department", "Town Hall, Market Place", "FW1 1TH", "council" },
    { "Early years service", "department", "Town Hall, Market Place", "FW1 1TH", "council" },
    { "Safeguarding in education team", "department", "Town Hall, Market Place", "FW1 1TH", "council" },
    { "Human resources", "department", "Town Hall, Market Place", "FW1 1TH", "council" },
    { "Public health team", "department", "Town Hall, Market Place", "FW1 1TH", "council" },
    { "Climate and ecology unit", "department", "Town Hall, Market Place", "FW1 1TH", "council" },
    { "Governor services", "department", "Town Hall, Market Place", "FW1 1TH", "council" },
    { "Lantern Lane Theatre", "partner", "2 Fuller Street", "FW3 4LT", "lanternlanetheatre" },
    { "Wandle Bank Nature Reserve Trust", "partner", "The Sluice House, Wandle Bank", "FW5 7NR", "wandlebanktrust" },
    { "The Wandle Museum", "partner", "Old Mill, Millrace Road", "FW5 2WM", "wandlemuseum" },
    { "Foundry Gallery", "partner", "Bellfoundry Yard", "FW3 1FG", "foundrygallery" },
    { "Fleet and Wandle Music Hub", "partner", "The Corn Exchange", "FW1 3MH", "fwmusichub" },
    { "Dockside Dance", "partner", "Unit 4, Ropewalk Studios", "FW2 6DD", "docksidedance" },
    { "South Bank Engineers", "partner", "Riverside Business Park", "FW2 9EN", "southbankengineers" },
    { "St Osric First Aid", "other", "Old Town Hall", "FW1 5FA", "stosricfirstaid" },
};
const size_t demo_body_count = COUNT(demo_bodies);

const DemoVenue demo_venues[] = {
    { "Fleet Bridge Learning Centre", "Weir Street", "FW1 2LP", "Step-free from Weir Street; lift to all floors; hearing loop in rooms 1 and 2; four blue-badge spaces.", 80, true },
    { "Kiln Meadow Primary School", "Kiln Road", "FW4 2KM", "Step-free through the main gate; accessible toilet by the hall.", 60, true },
    { "Copper Wharf Primary School", "Copper Wharf", "FW2 1CW", "Two steps at the front; ring for the level entrance in Quay Street.", 45, true },
    { "Town Hall, Council Chamber", "Market Place", "FW1 1TH", "Step-free from the south door; hearing loop; quiet room.", 120, true },
    { "Willow Bank School", "Sparrow Hill", "FW6 3WB", "Fully accessible; changing place; parking for minibuses.", 40, true },
    { "The Corn Exchange", "Corn Street", "FW1 3MH", "Ramp at the side; ask for the stage lift.", 70, true },
    { "Wandle Bank Nature Reserve", "The Sluice House, Wandle Bank", "FW5 7NR", "Firm paths to the classroom; the pond is reached over grass.", 30, false },
    { "Lantern Lane Theatre", "2 Fuller Street", "FW3 4LT", "Level access to stalls and studio; hearing loop; relaxed space.", 90, false },
    { "Foundry Gallery", "Bellfoundry Yard", "FW3 1FG", "Level access; lift to the studio.", 25, false },
    { "The Wandle Museum", "Old Mill, Millrace Road", "FW5 2WM", "Level access from Millrace Road; lift to the learning room.", 30, false },
    { "Ferry Lane Nursery School", "Ferry Lane", "FW2 3FL", "Step-free; low doors and small chairs, with tall ones in the staff room.", 20, false },
};
const size_t demo_venue_count = COUNT(demo_venues);

#define RESERVE "Wandle Bank Nature Reserve", "Wandle Bank Nature Reserve Trust"
const DemoHost demo_hosts[] = {
    { "EY-501", "", "St Osric First Aid" }, { "EY-504", RESERVE }, { "EY-507", "Ferry Lane Nursery School", "" }, { "SC-801", RESERVE }, { "CL-704", RESERVE },
    { "CL-707", "Town Hall, Council Chamber", "" }, { "SC-807", "", "South Bank Engineers" }, { "AR-811", "Foundry Gallery", "Foundry Gallery" },
    { "AR-814", "Foundry Gallery", "Foundry Gallery" }, { "MU-821", "The Corn Exchange", "Fleet and Wandle Music Hub" },
    { "MU-824", "The Corn Exchange", "Fleet and Wandle Music Hub" }, { "TH-831", "Lantern Lane Theatre", "Lantern Lane Theatre" }, { "DA-841", "", "Dockside Dance" },
    { "EN-851", "The Wandle Museum", "The Wandle Museum" }, { "CU-119", "", "" }, { "CU-125", "", "" },
};
const size_t demo_host_count = COUNT(demo_hosts);

const char *const demo_first_names[] = {
    "Amina", "Tom", "Priya", "Helen", "Samuel", "Grace", "Yusuf", "Chloe", "Daniel", "Fatima", "Oliver", "Ngozi", "Rebecca", "Mohammed", "Sophie", "Kwame", "Emily",
    "Rajesh", "Hannah", "Marek", "Laura", "Ibrahim", "Charlotte", "Adaeze", "James", "Leila", "William", "Nadia", "Ben", "Siobhán", "Peter", "Zainab", "Jack", "Anjali",
    "Lucy", "Omar", "Katie", "Femi", "Sarah", "Wei", "Joanna", "Hassan", "Rachel", "Tariq", "Megan", "Jamal", "Alice", "Kofi", "Ruth", "Dmitri", "Eleanor", "Samira",
    "George", "Blessing", "Nicola", "Arjun", "Clare", "Idris", "Frances", "Óscar", "Harriet", "Abdul", "Bethany", "Chidi", "Louise", "Malik", "Imogen", "Tunde", "Julia",
    "Vikram", "Martha", "Kemi", "Philippa", "Rafael", "Tessa", "Yasmin", "Adam", "Ewa", "Simon", "Maya", "Patrick", "Deborah", "Hugo", "Meera", "Stephen", "Aisha", "Robert",
    "Ines", "Matthew", "Chinwe", "Andrew", "Bronwen", "Luke", "Safiya", "David", "Marta", "Joseph", "Noor", "Edward", "Thandiwe", "Michael", "Carys", "Zoë", "Łukasz",
};
const size_t demo_first_name_count = COUNT(demo_first_names);

const char *const demo_family_names[] = {
    "Beckwith", "Adeyemi", "Raman", "Farrant", "Grant", "Mbeki-Hart", "Okonjo", "Castellan", "Whitlock", "Hussain", "O'Neill", "Patel", "Thornbury", "Nwosu", "Kowalski",
    "Ashdown", "Begum", "Carver", "Delacroix", "Ellery", "Fenwick", "Ghosh", "Hollis", "Iqbal", "Jessop", "Khan", "Lovelace", "Mensah", "Nightingale", "Osei", "Pemberton",
    "Quayle", "Rosenthal", "Sinclair", "Tamura", "Underhill", "Vasquez", "Wainwright", "Yilmaz", "Zielinski", "Abara", "Bannister", "Chaudhry", "Dunmore", "Eze", "Forsyth",
    "Gallagher", "Hargreaves", "Ivanova", "Jarrett", "Kapoor", "Lindqvist", "Marchetti", "Ndlovu", "Oakley", "Prentice", "Rahman", "Sutcliffe", "Tembo", "Usman", "Villiers",
    "Winterbourne", "Yeo", "Achebe", "Blackwood", "Corrigan", "Diallo", "Everard", "Fairclough", "Gupta", "Haddad", "Illingworth", "Joshi", "Kilburn", "Lomax", "Malhotra",
    "Norwood", "Onyango", "Pascoe", "Rivera", "Silverdale", "Tanaka", "Vickers", "Westbrook", "Boateng", "Sheridan", "Crowther", "Abbasi", "Penhaligon", "Stroud", "Amoah",
    "Trevelyan", "Fitzgerald", "Sandhu", "Bartlett", "Mukherjee", "Harcourt", "Olawale", "Pryce", "Szabo",
};
const size_t demo_family_name_count = COUNT(demo_family_names);

/* With --scale, the borough is laid again beside itself: "Kiln Meadow Primary School, Ashby Ward 3". */
const char *const demo_districts[] = {
    "Ashby", "Birchwood", "Calder", "Denham", "Eastleigh", "Farley", "Gresham", "Hartwell", "Ingleby", "Kelston", "Langford", "Marlow", "Netherby", "Oakham", "Pelham",
    "Ravensbourne", "Selby", "Thornley", "Upton", "Waverley",
};
const size_t demo_district_count = COUNT(demo_districts);
