"""The desks of the office; who sits there is each center's data."""

from motcua.api.routes import Desk, at_agency

OFFICER = Desk("officer", "Chuyên viên Phòng Lao động - Thương binh và Xã hội")
HEAD = Desk("head", "Trưởng phòng Lao động - Thương binh và Xã hội", signs=True)

#: Bodies that no center holds a desk for: reception sends the dossier out and takes the answer in.
DEPARTMENT = at_agency("province", "so_ldtbxh", "Sở Lao động - Thương binh và Xã hội")
PROVINCE_FACILITY = at_agency("province", "co_so_tro_giup", "Cơ sở trợ giúp xã hội thuộc tỉnh")
COMMUNE = at_agency("commune", "ubnd", "UBND cấp xã")
