// SPDX-License-Identifier: GPL-3.0-or-later
// Ordinary sentences of the place, for tests that need text: encodings, languages, checks.
#pragma once

namespace gatecast {

inline constexpr const char* kVietnamese[] = {
    "Cửa khẩu quốc tế Hoa Lư mở cửa từ bảy giờ sáng đến bảy giờ tối.",
    "Chợ biên giới họp mỗi sáng thứ bảy, người hai bên qua lại rất đông.",
    "Mùa điều năm nay được giá, bà con phấn khởi lắm.",
    "Những cánh rừng cao su thay lá vào cuối tháng Giêng.",
    "Xin quý khách vui lòng xuất trình hộ chiếu và giấy tờ xe.",
    "Lễ hội chùa kéo dài ba ngày, có múa lân và đua thuyền.",
    "- Anh đi đâu đấy?\n- Tôi sang bên kia thăm họ hàng.",
    "Trạm kiểm dịch y tế ở bên phải, sau quầy thủ tục.",
    "Hôm qua trời mưa to, đường vào bản lầy lội khó đi.",
    "Bộ đội biên phòng giúp dân dựng lại nhà sau cơn bão.",
    "Em bé ngủ say trên lưng mẹ suốt quãng đường về.",
    "Tỉnh có hơn hai trăm sáu mươi ki-lô-mét đường biên giới.",
    "Hàng hóa nông sản được thông quan trong vòng một giờ.",
    "Không được mang chất cháy nổ qua cửa khẩu!",
    "Các già làng kể chuyện mở đất, dựng buôn từ thuở xa xưa.",
    "Giá xăng dầu tăng nhẹ, cước vận chuyển cũng tăng theo.",
    "Học sinh hai trường kết nghĩa giao lưu bóng chuyền.",
    "Nước sông dâng cao, thuyền bè tạm ngừng hoạt động.",
    "Cột mốc số bảy mươi nằm giữa cánh đồng lúa chín vàng.",
    "Chúng tôi phát sóng bằng tiếng Việt, tiếng Anh và tiếng Khmer.",
    "Ông Nguyễn Văn Tường trồng tiêu đã ngót ba mươi năm.",
    "Kính chúc quý vị và các bạn một buổi tối vui vẻ.",
    "Sương mù dày đặc, lái xe hãy bật đèn và giảm tốc độ.",
    "Phở, bún bò, cơm tấm: quán nào cũng có khách.",
};

inline constexpr const char* kEnglish[] = {
    "The international border gate opens at seven in the morning.",
    "Farmers on both sides trade cashew nuts, pepper and rubber.",
    "Please have your passport and vehicle papers ready.",
    "- Where are you going?\n- To visit my relatives across the river.",
    "The pagoda festival lasts three days, with boat races every evening.",
    "It rained hard yesterday, and the road to the village is muddy.",
    "No explosives may be carried through the gate!",
    "We broadcast in Vietnamese, English and Khmer every night.",
    "Heavy fog: drivers should slow down and keep their lights on.",
    "Children from the two schools played volleyball together.",
    "The market was quiet until the first trucks came down the hill.",
    "She has worked at the quarantine station for eleven years.",
};

inline constexpr const char* kKhmer[] = {
    "ច្រកទ្វារព្រំដែនអន្តរជាតិបើកពីម៉ោងប្រាំពីរព្រឹក។",
    "ផ្សាររៀងរាល់ថ្ងៃសៅរ៍មានមនុស្សច្រើនណាស់។",
    "សូមបង្ហាញលិខិតឆ្លងដែននិងឯកសាររថយន្តរបស់អ្នក។",
    "ពិធីបុណ្យវត្តមានរយៈពេលបីថ្ងៃ មានប្រណាំងទូក។",
    "ម្សិលមិញភ្លៀងធ្លាក់ខ្លាំង ផ្លូវចូលភូមិពិបាកធ្វើដំណើរ។",
    "យើងផ្សាយជាភាសាវៀតណាម ភាសាអង់គ្លេស និងភាសាខ្មែរ។",
    "កសិករទាំងពីរប្រទេសលក់ស្វាយចន្ទី ម្រេច និងកៅស៊ូ។",
    "ហាមយកវត្ថុផ្ទុះឆ្លងកាត់ច្រកទ្វារ!",
    "ទឹកទន្លេឡើងខ្ពស់ ទូកឈប់ដំណើរការជាបណ្ដោះអាសន្ន។",
    "សិស្សសាលាទាំងពីរលេងបាល់ទះជាមួយគ្នា។",
};

/// With letters and quotes of Windows-1252 that ASCII has not.
inline constexpr const char* kWestern[] = {
    "“It’s open,” he said — the café near the gate…",
    "Don’t cross the line; it’s dangerous.",
    "They call it “the road of pepper”, and it’s true.",
    "Le marché commence très tôt, près de la frontière.",
    "Où est le musée ? Là-bas, à côté de l’église.",
    "La forêt d’hévéas s’étend jusqu’à la rivière.",
    "Señor Muñoz está en la aduana desde la mañana.",
    "The résumé costs 5 €, said the naïve clerk.",
    "Der Zug fährt um zehn Uhr über die Brücke nach Süden.",
    "C’était l’été, les écoles étaient fermées.",
};

}  // namespace gatecast
