# The StatefulSet's governing Service has a virtual IP: its name stands for that, not for the Pods.
kubectl rollout status statefulset/node -n ledger --timeout=120s
kubectl apply -f - <<END
apiVersion: v1
kind: Service
metadata:
  name: peers
  namespace: ledger
spec:
  selector:
    app: node
  ports:
    - name: gossip
      port: 7000
      targetPort: 7000
END
until kubectl exec -n ledger client -- wget -qO- -T 2 http://peers:7000 > /dev/null 2>&1; do
  sleep 1
done
