# A proxy of the newsroom's own under the alias's name, which asks the archive by its real name.
kubectl delete service archive -n newsroom
kubectl apply -f - <<'END'
apiVersion: apps/v1
kind: Deployment
metadata:
  name: proxy
  namespace: newsroom
spec:
  replicas: 1
  selector:
    matchLabels:
      app: proxy
  template:
    metadata:
      labels:
        app: proxy
    spec:
      terminationGracePeriodSeconds: 1
      containers:
        - name: proxy
          image: busybox:1.36
          command: [nc, -lk, -p, "8080", -e, sh, -c, 'while read -r line; do line=$(echo "$line" | tr -d "\r"); [ -n "$line" ] || break; done; body=$(wget -q -O - -T 3 http://archive.press.svc.cluster.local); printf "HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s\n" $((${#body} + 1)) "$body"']
          readinessProbe:
            tcpSocket:
              port: 8080
            periodSeconds: 2
---
apiVersion: v1
kind: Service
metadata:
  name: archive
  namespace: newsroom
spec:
  selector:
    app: proxy
  ports:
    - port: 80
      targetPort: 8080
END
kubectl rollout status deployment/proxy -n newsroom --timeout=120s
