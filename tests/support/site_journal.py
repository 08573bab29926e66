"""The seventeen months that the site's tests show: a real cluster's journal, in a notation of a line per event.

``day | kind | Korean title | English title | changes``; a change is ``p kubernetes=1.3.4`` (platform), ``c Kafka``
(component added), ``c -Labelgun`` (removed), ``c Kafka Manager=1.0`` or ``k nodeMonitorGracePeriod=90s`` (config).
"""

JOURNAL = """\
2016-04-07 | note | INFRA-7, CodeShip에서 빌드와 배포용 Docker 빌드까지 | INFRA-7: builds and images move to CodeShip's Docker infrastructure |
2016-08-11 | upgrade | kube-aws v0.8.1 / kubernetes v1.3.4 도입 시작 | kube-aws v0.8.1 / kubernetes v1.3.4: the beginning | p kube-aws=0.8.1; p kubernetes=1.3.4; c KommandoCenter
2016-08-25 | component | route53-kubernetes | route53-kubernetes | c route53-kubernetes
2016-08-25 | component | DataDog | DataDog | c DataDog
2016-08-27 | component | Fluentd | Fluentd | c Fluentd
2016-09-01 | component | MobileAPI, MaxScale | MobileAPI, MaxScale | c MobileAPI; c MaxScale
2016-09-06 | component | Kafka, Intranet, Elasticsearch. 초기 Kafka는 Deployment로 구현 | Kafka (a Deployment at first), Intranet, Elasticsearch | c Kafka; c Intranet; c Elasticsearch
2016-09-07 | component | Extranet | Extranet | c Extranet
2016-09-10 | upgrade | kube-aws v0.8.1 / kubernetes v1.3.6 | | p kube-aws=0.8.1; p kubernetes=1.3.6
2016-09-11 | component | Private subnets, Labelgun | Private subnets, Labelgun | c Labelgun
2016-09-20 | note | 최초의 Kafka 토픽 생성 | The first Kafka topic |
2016-09-27 | config | CoreOS 자동 업데이트 | CoreOS updates itself |
2016-09-27 | upgrade | kube-aws v0.8.2 / kubernetes v1.3.6 | | p kube-aws=0.8.2
2016-09-27 | note | 운영환경에 도입 | Into production |
2016-10-06 | upgrade | kube-aws v0.8.2 / kubernetes v1.4.0 | | p kubernetes=1.4.0
2016-10-12 | component | grinder | grinder | c grinder
2016-10-13 | note | Java 측 서버는 모두 Prod 환경에 올린다. Worker 6대 | All Java servers run in production; six workers |
2016-10-25 | upgrade | kube-aws v0.8.3 / kubernetes v1.4.3 | | p kube-aws=0.8.3; p kubernetes=1.4.3
2016-10-25 | incident | MaxScale 운영 난항 | Trouble with MaxScale | i MaxScale
2016-10-27 | component | locust | locust | c locust
2016-11-03 | component | Slack Relay | Slack Relay | c Slack Relay
2016-11-09 | config | log rotate | Log rotation |
2016-11-24 | incident | MaxScale 운영 또다시 난항. CNAME의 DNS resolution 실패 | MaxScale in trouble again: DNS resolution of a CNAME to RDS fails | i MaxScale
2016-12-01 | upgrade | kube-aws v0.8.3 / kubernetes v1.4.6 | | p kubernetes=1.4.6
2016-12-22 | upgrade | kube-aws v0.9.3-rc.2 / kubernetes v1.5.1, Statefulset | | p kube-aws=0.9.3-rc.2; p kubernetes=1.5.1
2017-01-16 | upgrade | kube-aws v0.9.3-rc.5 / kubernetes v1.5.1, Solr 인덱싱을 위한 크론 추가 | kube-aws v0.9.3-rc.5 / kubernetes v1.5.1, a cron job for Solr's index | p kube-aws=0.9.3-rc.5; c Solr
2017-02-15 | note | Slow query logs 통계 수집 | Statistics of slow queries |
2017-03-03 | component | Elastalert, MaxScale 재도입 | Elastalert; MaxScale is back | c Elastalert; c MaxScale
2017-03-06 | upgrade | kube-aws v0.9.4 / kubernetes v1.5.3, Labelgun 은퇴 | kube-aws v0.9.4 / kubernetes v1.5.3, Labelgun retires | p kube-aws=0.9.4; p kubernetes=1.5.3; c -Labelgun
2017-03-20 | upgrade | kube-aws v0.9.5-rc.3 / kubernetes v1.5.3 | | p kube-aws=0.9.5-rc.3
2017-03-22 | note | Prod 환경 통합 | One production environment |
2017-03-23 | component | Superset 도입 | Superset | c Superset
2017-03-24 | component | Spotfleet 적용 | Spot fleets | c Spotfleet
2017-04-01 | upgrade | kube-aws v0.9.5 / kubernetes v1.5.5 | | p kube-aws=0.9.5; p kubernetes=1.5.5
2017-04-07 | upgrade | kube-aws v0.9.6 / kubernetes v1.6.1 | | p kube-aws=0.9.6; p kubernetes=1.6.1
2017-04-12 | component | Kafka manager | Kafka manager | c Kafka manager
2017-04-14 | upgrade | kube-aws v0.9.6-rc.2 / kubernetes v1.6.1, Debezium | | p kube-aws=0.9.6-rc.2; c Debezium
2017-04-18 | component | Druid | Druid | c Druid
2017-04-20 | component | Hadoop | Hadoop | c Hadoop
2017-04-25 | component | Maxwell | Maxwell | c Maxwell
2017-05-10 | upgrade | kube-aws v0.9.6 / kubernetes v1.6.2 | | p kube-aws=0.9.6; p kubernetes=1.6.2
2017-05-31 | component | Dex | Dex | c Dex
2017-06-05 | upgrade | kube-aws v0.9.7 / kubernetes v1.6.3, Kubernetes 백업 기능 추가 | kube-aws v0.9.7 / kubernetes v1.6.3, backups of Kubernetes | p kube-aws=0.9.7; p kubernetes=1.6.3
2017-06-07 | note | 인생 꼬임 방지 rename | A rename that keeps life simple |
2017-06-13 | note | Cafe24 이전 | The move from Cafe24 |
2017-06-20 | incident | kube-dns가 종종 죽는 문제를 패치한다 | kube-dns dies now and then: patched | i kube-dns
2017-06-22 | config | INFRA-671 ELB의 아이피가 바뀌었을 때 클러스터가 내려가지 않게 한다 | INFRA-671: the cluster survives a new address of its load balancer | k nodeMonitorGracePeriod=90s
2017-06-22 | component | ism-agent | ism-agent | c ism-agent
2017-06-26 | component | ALB | ALB | c ALB
2017-06-27 | component | external-dns | external-dns | c external-dns
2017-06-28 | config | RBAC | RBAC |
2017-07-03 | config | nodeMonitorGracePeriod: "240s" | | k nodeMonitorGracePeriod=240s
2017-07-12 | config | nodeMonitorGracePeriod: "600s" | | k nodeMonitorGracePeriod=600s
2017-09-25 | upgrade | kube-aws v0.9.8 / kubernetes v1.7.4 | | p kube-aws=0.9.8; p kubernetes=1.7.4
"""
