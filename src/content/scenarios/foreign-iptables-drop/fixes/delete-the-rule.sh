# The rule goes, named by what it says.
docker exec service-clinic-worker iptables -D FORWARD -p tcp --dport 8080 -j DROP
