# The same by its place in the chain.
number=$(docker exec service-clinic-worker iptables -L FORWARD -n --line-numbers |
  awk '/DROP/ && /dpt:8080/ { print $1; exit }')
docker exec service-clinic-worker iptables -D FORWARD "$number"
