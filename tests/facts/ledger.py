"""A ledger of a city that does not exist, with a row for each thing that an import must read."""

LEDGER = """\
- id: jz-1
  entity: 江洲市
  entity_aliases: [江洲]
  attribute: 2024年地区生产总值
  value: 2310.5
  unit: 亿元
  as_of: 2024
  status: actual
  source: 江洲年鉴
- {id: jz-2, entity: 江洲高新区, entity_aliases: [江高新, 高新区], city: 江洲市, part_of: 江洲市,
   attribute: 规划面积, value: '约35', unit: 平方公里, as_of: 2022年底, status: actual, source: 江洲年鉴}
- {id: jz-3, entity: 江洲高新区, city: 江洲市, attribute: 2025年规上工业总产值目标, value: 900, unit: 亿元,
   as_of: 2025-01, status: target, source: 江洲年鉴}
- {id: jz-4, entity: 江洲高新区, city: 江洲市, attribute: 2024年规上工业总产值, value: 812.3亿元, unit: 亿元,
   as_of: 2024, status: actual, source: 江洲年鉴}
- {id: jz-5, entity: 江洲高新区, city: 江洲市, attribute: 党工委书记(时任), value: 沈若谷, as_of: 2023-05,
   status: actual, source: 江洲日报(转载)}
- {id: jz-6, entity: 江洲高新区, city: 江洲市, attribute: 主导产业, value: 电子信息、新材料、生物医药等, unit: null,
   as_of: '', status: actual, source: 江洲年鉴}
- {id: jz-7, entity: 江洲高新区, city: 江洲市, attribute: 招商电话, value: 0555-1234567, status: actual}
- {id: jz-8, entity: 江洲高新区, city: 江洲市, attribute: 上市企业, value: '12', unit: 家, as_of: 近期,
   status: actual, source: 江洲年鉴}
- {id: jz-9, entity: 云湖芯谷一期, entity_aliases: [芯谷一期], city: 江洲市, part_of: 云湖芯谷,
   attribute: 占地面积, value: 300, unit: 亩, as_of: 2023, status: actual, source: 江洲日报(转载)}
- {id: jz-10, entity: 云湖芯谷二期, city: 江洲市, part_of: 云湖芯谷, attribute: 预计竣工时间,
   value: 2027年6月, as_of: 2025, status: plan, source: 江洲日报(转载)}
- {id: jz-11, entity: 云湖芯谷, city: 江洲市, part_of: 江洲高新区, attribute: 一期总投资, value: '12以上',
   unit: 亿元, as_of: 2023, status: actual, source: 江洲日报(转载), topic: 投资, note: 不用}
- {id: jz-12, entity: 《江洲高新区人才若干措施》, city: 江洲市, part_of: 江洲高新区, attribute: 有效期,
   value: 3年, as_of: 2024-03-01, status: actual, source: 江洲年鉴}
- {id: jz-13, entity: 《江洲高新区人才若干措施》, city: 江洲市, attribute: 施行时间, value: 2024-03-01,
   as_of: 2024-03-01, status: event, source: 江洲年鉴}
- {id: jz-14, entity: 《江洲高新区人才若干措施》, city: 江洲市, attribute: 购房补贴, value: 20, unit: 万元,
   as_of: 2024-03-01, status: actual, source: 江洲年鉴}
- {id: jz-15, entity: 江洲高新区, city: 江洲市, attribute: 规划面积, value: 36, unit: 平方公里,
   as_of: 2022年底, status: actual, source: 江洲日报(转载)}
- {id: jz-16, entity: 江洲高新区, city: 江洲市, attribute: 厂房均价, value: 暂无, status: actual, source: 江洲年鉴}
- {id: jz-17, entity: 星澜科技, entity_type: 企业, city: 江洲市, part_of: 云湖芯谷, attribute: 董事长, value: 顾行舟,
   as_of: 2024, status: actual, source: 江洲年鉴}
- {id: jz-18, entity: 星澜科技, city: 江洲市, part_of: 不存在的园, attribute: 2024年上半年营收, value: '3.2', unit: 亿元,
   as_of: 2024-06, status: 已完成, source: [江洲年鉴, 江洲日报(转载)]}
- {id: jz-19, entity: 江洲市招商服务中心, city: 江洲市, attribute: 联系人, value: 白若溪, as_of: 2024,
   status: actual, source: 江洲年鉴}
- {id: jz-20, entity: 江洲经开区, entity_aliases: [经开区], city: 江洲市, attribute: 规划面积, value: '20.0',
   unit: 平方公里, as_of: 约2021, status: actual, source: 江洲年鉴}
"""
BROKEN = """\
- {entity: 江洲高新区, attribute: 面积, value: 3, status: actual}
- {entity: 江洲高新区, value: 3, status: actual}
- {entity: 江洲高新区, attribute: 面积, value: , status: actual}
"""
